"""Makes a town with one old case that its manager has approved, in the database of the environment. Run as a process of its own.

python -m tests.retention.scene
"""

import django

if __name__ == "__main__":
    django.setup()
    from hemvist import clock
    from hemvist.retention.approving import approve
    from tests.cases.town import found_town
    from tests.retention.old import old_case

    town = found_town()
    approve(town.viewer("c-manager", clock.today()), [old_case(town)])
