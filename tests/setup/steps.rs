//! The steps, their values and the guide.

use netsuite_oauth1::Field;
use netsuite_oauth1::audit::AuditCode;
use netsuite_oauth1::setup::Step;

#[test]
fn each_step_has_its_number_and_menu_path() {
    let steps = [
        (Step::Account, "Setup > Company > Company Information"),
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
        (
            Step::Deployment,
            "Customization > Scripting > Script Deployments",
        ),
    ];
    assert_eq!(Step::ALL, steps.map(|(step, _)| step));
    for ((step, path), number) in steps.into_iter().zip(0..) {
        assert_eq!(step.number(), number);
        assert_eq!(step.menu_path(), path);
        assert_eq!(step.to_string(), path);
    }
}

#[test]
fn the_steps_yield_each_constructor_argument_once() {
    let fields: Vec<_> = Step::ALL.iter().flat_map(|step| step.fields()).collect();
    let expected = [
        &Field::AccountId,
        &Field::ConsumerKey,
        &Field::ConsumerSecret,
        &Field::TokenId,
        &Field::TokenSecret,
    ];
    assert_eq!(fields, expected);
}

/// The guide and the code say the same.
#[test]
fn the_guide_has_the_menu_path_and_the_page_of_each_step() {
    let guide = include_str!("../../docs/netsuite-setup.md");
    for step in Step::ALL {
        let heading = format!("\n## Step {}: ", step.number());
        assert!(guide.contains(&heading), "{heading}");
        assert!(guide.contains(step.menu_path()), "{step}");
        assert!(guide.contains(step.help_url()), "{step}");
    }
    for code in AuditCode::ALL {
        if !code.setup_steps().is_empty() {
            assert!(guide.contains(&format!("`{code}`")), "{code}");
        }
    }
}
