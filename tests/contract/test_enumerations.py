from mockgemini.contract.enumerations import enumerations


def test_fields_with_listed_values():
    """
    Words of a list are told from free ones by the schemas of the revisions.
    """
    found = enumerations()

    assert {"status", "type", "service_tier", "modality", "mime_type"} <= found
    assert not {"text", "name", "model", "id", "signature"} & found
