"""Programme law as data: each value dated and cited to the clause it rests on."""
