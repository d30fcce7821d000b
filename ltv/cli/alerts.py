"""`ltv alerts`: what fired in the last build, for people, chat rooms and schedulers."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from typing import Any

import typer

from ltv.cli.output import fail, failing_in_words
from ltv.cli.project import CommandError, target_option
from ltv.cli.roi import context
from ltv.cli.warehouse import query

SEVERITIES = ("note", "warn", "error")
COLUMNS = ("rule", "subject", "channel", "value", "limit", "severity", "what", "why", "remedy", "since", "is_new")
ALERTS = f"""
    select {", ".join(f'"{name}"' if name == "limit" else name for name in COLUMNS)}
    from main_monitoring.monitor_alerts
    order by case severity when 'error' then 1 when 'warn' then 2 else 3 end, rule, channel, subject
"""
LAST_BUILD = """
    select run_id, started_at, status, tests_failed from main_monitoring.model_runs order by started_at desc limit 1
"""
ALERTS_OF = "select run_id from main_monitoring.build_context"
FIRED = 3  # exit code
TIMEOUT = 20  # seconds for the webhook to answer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(
        name="alerts",
        epilog="Examples: ltv alerts; ltv alerts --fail-on error --webhook https://chat.example/hooks/1. "
        f"Exit codes: 0 nothing of that severity, {FIRED} something, or the build failed, 1 the command itself "
        "failed, 2 an option has no such value.",
    )(alerts)


def alerts(
    fail_on: str = typer.Option(
        "warn", help=f"Least severity that ends with exit code {FIRED}: {', '.join(SEVERITIES)}."
    ),
    webhook: str | None = typer.Option(
        None, envvar="LTV_ALERT_WEBHOOK", help="Address that gets the new alerts as JSON (Slack takes it as it is)."
    ),
    every: bool = typer.Option(False, "--every", help="Send alerts that the build before told too."),
    target: str | None = target_option(),
) -> None:
    """Print whether the last build failed, and its alerts, the gravest first; tell schedulers by the exit code."""
    with failing_in_words():
        if fail_on not in SEVERITIES:
            fail([f"--fail-on is {fail_on!r}; allowed: {', '.join(SEVERITIES)}."], code=2)
        found = [dict(zip(COLUMNS, row, strict=True)) for row in query(ALERTS, target)]
        failure, is_older = failed(target)
        head = [line for line in (failure, context(target)) if line]
        print("\n".join([*head, *(told(found) or ["No alerts."])]))
        if webhook:
            # Alerts of a build before the last one were sent by then.
            send(
                webhook, [alert for alert in found if every or (alert["is_new"] and not is_older)], head, bool(failure)
            )
        if failure or any(SEVERITIES.index(alert["severity"]) >= SEVERITIES.index(fail_on) for alert in found):
            raise typer.Exit(FIRED)


def failed(target: str | None) -> tuple[str, bool]:
    """What is to be said of the last build where it failed, else nothing; and whether the alerts are older than it."""
    try:
        (run, started, status, tests), of = query(LAST_BUILD, target)[0], query(ALERTS_OF, target)
    except (CommandError, IndexError):  # built by a version without runs
        return "", False
    if status == "done":
        return "", False
    is_older = [row[0] for row in of] != [run]
    how = "has not ended: it is running, was refused at its start, or was killed" if status == "running" else "failed"
    how += f", {tests:,} of its tests too" if tests else ""
    beside = "; the alerts below are of the build before it" if is_older else ""
    return f"ERROR The build {run} of {started:%Y-%m-%d %H:%M} {how}{beside}. ltv audit {run[:8]} tells more.", is_older


def told(found: Sequence[dict[str, Any]]) -> list[str]:
    """Three lines an alert: what, why, and what to do."""
    lines = []
    for alert in found:
        about = alert["channel"] or alert["subject"]
        since = "new" if alert["is_new"] else f"since {alert['since']}"
        lines.append(f"{alert['severity'].upper()} {alert['rule']} ({about}, {since}): {alert['what']}")
        lines += [f"    {alert['why']}", f"    {alert['remedy']}"]
    return lines


def send(webhook: str, found: Sequence[dict[str, Any]], head: Sequence[str], has_failed: bool) -> None:
    """POST the alerts as JSON: `text` for people, `alerts` for programs. Nothing is sent where there are none and the
    build has not failed. Raises CommandError where the address does not take them."""
    if not (found or has_failed):
        return
    if not webhook.startswith(("https://", "http://")):
        raise CommandError("--webhook: received no address that begins with https:// or http://.")
    text = "\n".join([*head, *told(found)])
    body = json.dumps({"text": text, "alerts": found}, default=str).encode()
    request = urllib.request.Request(webhook, body, {"Content-Type": "application/json"}, method="POST")
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:
            status = answer.status
    except (urllib.error.URLError, TimeoutError, ValueError) as problem:
        # The address may hold a secret, and is not repeated.
        raise CommandError(f"The webhook did not take the alerts: {getattr(problem, 'reason', problem)}.") from None
    print(f"{len(found)} alerts sent (status {status})")
