"""The law of outreach: aims, short links, visits, ready texts, proof, who was not reached. Pure."""
