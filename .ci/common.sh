# Sourced by the checks beside it: a clean environment, a scratch folder, a copy of the tree. Nothing outside is touched.

set -euo pipefail
exec </dev/null
export CI=true PIP_DISABLE_PIP_VERSION_CHECK=1
unset VIRTUAL_ENV PYTHONHOME PYTHONPATH PYTHONDONTWRITEBYTECODE ZVONILKA_SAVE

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

heading() {
    printf '\n== %s (%d s)\n' "$1" "$SECONDS"
}

# copy_tree FOLDER: what a clone would hold, with changes that are not committed yet.
copy_tree() {
    mkdir -p "$1"
    cd "$root"
    if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
        git ls-files -z --cached --others --exclude-standard |
            while IFS= read -r -d '' file; do
                if [ -e "$file" ]; then printf '%s\0' "$file"; fi
            done | tar --null -T - -cf - | tar -xf - -C "$1"
    else
        tar --exclude='./.venv' --exclude='__pycache__' -cf - . | tar -xf - -C "$1"
    fi
    cd "$1"
}

# developer_environment FOLDER: a fresh virtual environment with the tree of the working folder, editable, and its tests.
developer_environment() {
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, found " + sys.version)'
    python3 -m venv "$1"
    "$1/bin/pip" install -q -e '.[test]'
}
