from hypothesis import given, settings
from support.banks import *
@settings(max_examples=300, deadline=None)
@given(random_cases())
def test_x(case):
    bank = case.bank.loaded()
    state_of(bank, case.answers)
