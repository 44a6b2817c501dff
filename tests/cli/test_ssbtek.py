"""``hemvist ssbtek``, run as a person runs it against a server of our own."""

from pathlib import Path

from tests.cli.test_commands import SOMETHING_FOUND, WRONG_INPUT, hemvist
from tests.support.ssbtek_server import SSBT, SsbtekServer, envelope, fault, running


def told_of(server: SsbtekServer) -> dict[str, str]:
    """The settings that lead to a server."""
    service = server.service
    said = {
        "ADDRESS": service.address,
        "CERTIFICATE": service.certificate,
        "KEY": service.key,
        "AUTHORITY": service.authority,
        "ORGANISATION": service.organisation,
        "NAME": service.name,
        "FK_ACTOR": service.fk_actor,
    }
    return {f"HEMVIST_SSBTEK_{name}": str(value) for name, value in said.items()}


def test_it_says_which_agencies_answer_and_why_none_does(tmp_path: Path) -> None:
    """Asked about nobody; where the service says that it failed, so is told."""
    with running(tmp_path) as server:
        well = hemvist("ssbtek", **told_of(server), HEMVIST_DATA=str(tmp_path))
        assert (well.returncode, well.stdout) == (0, "AF: answers\nFK: answers\n"), well.stderr
        one = "<s:AF><s:anropad>true</s:anropad></s:AF><s:FK><s:anropad>false</s:anropad></s:FK>"
        told = f'<s:testaBastjanstInformationResponse xmlns:s="{SSBT}11">{one}</s:testaBastjanstInformationResponse>'
        server.manners.body = envelope(told)
        half = hemvist("ssbtek", **told_of(server), HEMVIST_DATA=str(tmp_path))
        assert (half.returncode, half.stdout) == (SOMETHING_FOUND, "AF: answers\nFK: does not answer\n"), half.stderr
        server.manners.status, server.manners.body = 500, fault("11", "fel")
        failed = hemvist("ssbtek", **told_of(server), HEMVIST_DATA=str(tmp_path))
        assert (failed.returncode, "no whole answer: fault" in failed.stderr) == (WRONG_INPUT, True)


def test_where_there_is_none_it_says_which_setting_is_missing(tmp_path: Path) -> None:
    """Nothing is asked."""
    told = hemvist("ssbtek", HEMVIST_DATA=str(tmp_path), HEMVIST_SSBTEK_ADDRESS="")
    assert (told.returncode, "HEMVIST_SSBTEK_ADDRESS" in told.stderr) == (WRONG_INPUT, True)
