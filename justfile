# just (rust-just): the same words as ./run, for those who like it short.
default:
    @just --list

# environment with everything for developers
setup:
    ./run setup

# the demo quarter
run *ARGS:
    ./run demo {{ARGS}}

# all tests, both databases
test *ARGS:
    ./run test {{ARGS}}

# lint, format, types, staircase
check:
    ./run check

# put in order what a machine can
format:
    .venv/bin/ruff check --fix .
    .venv/bin/ruff format .

# pin what pyproject.toml asks for (no address in it)
constraints:
    uv pip compile --universal --no-annotate --no-header -q pyproject.toml --all-extras -o constraints.txt

# message catalogues: collect, then compile
messages:
    ./run manage messages en

# figures, each a ratio to a bare Django view
bench *ARGS:
    ./run setup
    .venv/bin/python -m bench {{ARGS}}
