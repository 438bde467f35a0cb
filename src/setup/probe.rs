/// One request of the check, in the order of sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Probe {
    TokenInfo,
    ServerTime,
    MetadataCatalog,
    Record,
    SuiteQl,
    Restlet,
}

impl Probe {
    pub(super) const ALL: [Self; 6] = [
        Self::TokenInfo,
        Self::ServerTime,
        Self::MetadataCatalog,
        Self::Record,
        Self::SuiteQl,
        Self::Restlet,
    ];
}
