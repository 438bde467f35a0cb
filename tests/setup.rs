//! The steps of NetSuite's setup.

use netsuite_oauth1::setup::Step;

#[test]
fn each_step_has_its_number_and_menu_path() {
    let steps = [
        (
            Step::Features,
            "Setup > Company > Enable Features > SuiteCloud",
        ),
        (
            Step::Integration,
            "Setup > Integration > Manage Integrations",
        ),
        (Step::Role, "Setup > Users/Roles > Manage Roles"),
        (Step::User, "Lists > Employees > Employees"),
        (Step::Token, "Setup > Users/Roles > Access Tokens"),
    ];
    assert_eq!(Step::ALL, steps.map(|(step, _)| step));
    for ((step, path), number) in steps.into_iter().zip(1..) {
        assert_eq!(step.number(), number);
        assert_eq!(step.menu_path(), path);
        assert_eq!(step.to_string(), path);
    }
}
