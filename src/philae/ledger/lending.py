"""Ledger transactions of leases and calls, as values: lend, give back, collect."""

from uuid import UUID

from philae.core.lease import Lease
from philae.ledger.posting import Kind, Posting, available, held


def lend(lease: Lease, n: int, amount: int) -> Posting:
    """Set something aside for a process to spend."""
    return _move(lease, n, "hold", amount)


def give_back(lease: Lease, n: int, amount: int) -> Posting:
    """What the process will not spend is the account's again."""
    return _move(lease, n, "release", -amount)


def collect(lease: Lease, n: int, amount: int) -> Posting:
    """Calls were paid from the lease."""
    lines = ((held(lease.account), -amount), ("house:sales", amount))
    return Posting(
        lease.id, n, "capture", lease.book, lines, account=lease.account, held=-amount, key=lease.key, key_held=-amount,
        key_spent=amount,
    )  # fmt: skip


def charge(txn: UUID, payer: Lease, amount: int) -> Posting:
    """Calls that needed no lease were paid from the account itself; `payer` says only whose they were."""
    lines = ((available(payer.account), -amount), ("house:sales", amount))
    return Posting(
        txn, 1, "capture", payer.book, lines, account=payer.account, available=-amount, key=payer.key, key_spent=amount
    )


def _move(lease: Lease, n: int, kind: Kind, amount: int) -> Posting:
    lines = ((available(lease.account), -amount), (held(lease.account), amount))
    return Posting(
        lease.id, n, kind, lease.book, lines, account=lease.account, available=-amount, held=amount, key=lease.key,
        key_held=amount,
    )  # fmt: skip
