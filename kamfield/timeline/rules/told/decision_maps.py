"""Decision maps."""

NOT_TOLD = {
    # how a map grows stands on the map itself, person by person
    "assessment.add",
    "assessment.retract",
    "influence.draw",
    "influence.erase",
    "factor.add",
    "factor.change",
    "factor.delete",
}
