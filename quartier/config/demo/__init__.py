"""The demo: the fictional quarter Lindenhafen, two years of life, made through the actions with a settable clock."""
