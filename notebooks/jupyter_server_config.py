"""How `make notebook` serves notebooks: to this machine only, behind a password, and never as root."""

import json
from pathlib import Path

from jupyter_core.paths import jupyter_config_dir

c = get_config()  # noqa: F821 - Jupyter gives it to this file

c.ServerApp.ip = "127.0.0.1"
c.ServerApp.allow_remote_access = False
c.ServerApp.allow_root = False
c.ServerApp.open_browser = False

# Without a password the server does not start. `make notebook-password` keeps its hash in the user's Jupyter folder;
# with --config nothing is read from there but what is read here.
c.PasswordIdentityProvider.password_required = True
stored = Path(jupyter_config_dir()) / "jupyter_server_config.json"
if stored.exists():
    known = json.loads(stored.read_text(encoding="utf-8")).get("IdentityProvider", {})
    c.PasswordIdentityProvider.hashed_password = known.get("hashed_password", "")
