"""The checks stand in modules of their own; what they assert is to be told as well as what a test asserts."""

import pytest

pytest.register_assert_rewrite("tests.proofs.agreeing", "tests.proofs.interfering", "tests.proofs.vanishing")
