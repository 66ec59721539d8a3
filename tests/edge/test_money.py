"""Money under concurrency, keys' limits, and idempotency, over HTTP."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.gateway import Gateway

BODY = {"prompt": "a fox", "width": 1024, "height": 1024}
PRICE = "0.03"


def test_sixty_four_clients_cannot_overspend(running: Gateway) -> None:
    """An account that can pay for ten of a hundred gets exactly ten."""
    bob = running.account("bob-ten", "0.30")
    with ThreadPoolExecutor(64) as pool:
        answers = list(pool.map(lambda _: bob.post("/flux/v1/flux-2-pro", BODY), range(100)))

    statuses = [a.status for a in answers]

    assert statuses.count(200) == 10
    assert statuses.count(402) == 90
    for answer in answers:
        if answer.status == 200:
            bob.ended(answer.json()["id"])
    assert running.proof() == []


def test_the_same_idempotency_key_is_one_task(running: Gateway) -> None:
    """Fifty at once, one task; another body is refused."""
    told = running.owner.told(idempotency_key="order-1")
    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda _: told.post("/flux/v1/flux-2-pro", BODY), range(50)))

    assert {a.status for a in answers} == {200}
    assert len({a.json()["id"] for a in answers}) == 1
    assert told.post("/flux/v1/flux-2-pro", {**BODY, "seed": 1}).status == 409


def test_a_refusal_does_not_use_the_key_up(running: Gateway) -> None:
    """A request that was refused before admission may be mended and sent again."""
    told = running.owner.told(idempotency_key="order-2")

    assert told.post("/flux/v1/flux-2-pro", {**BODY, "width": 3}).status == 422
    assert told.post("/flux/v1/flux-2-pro", BODY).status == 200


@pytest.mark.parametrize(
    ("limits", "status"),
    [
        ({"budget": 1}, 402),
        ({"models": ("flux-dev",)}, 403),
        ({"ips": ("10.0.0.0/8",)}, 403),
        ({"concurrency": 0}, 429),
    ],
)
def test_a_keys_limits_hold(running: Gateway, limits: dict[str, object], status: int) -> None:
    """Budget, models, addresses, tasks at a time."""
    key = running.account(f"limited-{'-'.join(limits)}", "10", **limits)

    answer = key.post("/flux/v1/flux-2-pro", BODY)

    assert answer.status == status
    assert answer.json()["detail"]
    assert answer.json()["message"]


def test_requests_a_minute(running: Gateway) -> None:
    """Six a minute: the second at once is told when to come again."""
    key = running.account("slow", "10", rpm=6)

    assert key.post("/flux/v1/flux-2-pro", BODY).status == 200
    refused = key.post("/flux/v1/flux-2-pro", BODY)

    assert refused.status == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 11


def test_other_accounts_things_are_absent(running: Gateway) -> None:
    """Another account's task does not exist, in every dialect's words; a wrong key is told so."""
    identity = running.owner.post("/flux/v1/flux-2-pro", BODY).json()["id"]
    bob = running.account("stranger", "1")

    assert bob.get(f"/v1/tasks/{identity}").status == 404
    assert bob.get(f"/flux/v1/get_result?id={identity}").json()["status"] == "Task not found"
    assert bob.get(f"/replicate/v1/predictions/{identity}").status == 404
    assert running.owner.told(authorization="Bearer wrong").get(f"/flux/v1/get_result?id={identity}").status == 403
    assert running.owner.told(authorization="Bearer wrong").post("/v1/images/generations", {}).status == 401


def test_nothing_is_stored_for_a_refused_request(running: Gateway) -> None:
    """No row, no entry but the money that came in."""
    nobody = running.account("refused", "1")
    assert nobody.post("/flux/v1/flux-2-pro", {"width": 10}).status == 422
    assert nobody.post("/flux/v1/flux-2-pro", {**BODY, "input_image": "not a picture"}).status == 422

    sql = "select (select count(*) from task where account = a.id) as tasks, "
    sql += "(select count(*) from entry where account = 'acct:' || a.id || ':held') as holds from account a where name = 'refused'"
    assert [tuple(r.values()) for r in running.rows(sql)] == [(0, 0)]
