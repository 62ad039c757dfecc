"""Words that samples are made of: invented people, real places, plain things."""

from typing import Final

FIRST_NAMES: Final = (
    *("Ada", "Amara", "Anna", "Bruno", "Carlos", "Chloe", "Daniel", "Elena", "Emeka"),
    *("Fatima", "Felix", "Grace", "Hana", "Ines", "Ivan", "Jonas", "Kenji", "Lara"),
    *("Lucia", "Marek", "Mei", "Mina", "Noah", "Nora", "Omar", "Priya", "Rosa"),
    *("Samuel", "Sofia", "Tariq", "Tomas", "Yuki", "Zoe"),
)
LAST_NAMES: Final = (
    *("Adeyemi", "Andersen", "Bauer", "Costa", "Dubois", "Ferrari", "Fischer"),
    *("Garcia", "Haddad", "Ivanova", "Jensen", "Kim", "Kowalski", "Larsen", "Lopez"),
    *("Martin", "Moreau", "Nakamura", "Novak", "Okafor", "Patel", "Rossi", "Sato"),
    *("Silva", "Singh", "Tanaka", "Virtanen", "Weber", "Yilmaz", "Zhang"),
)
# City, country, ISO 3166-1 alpha-2, region, postal code, latitude, longitude, zone.
PLACES: Final = (
    ("Lisbon", "Portugal", "PT", "Lisbon", "1100-148", 38.71, -9.14, "Europe/Lisbon"),
    ("Berlin", "Germany", "DE", "Berlin", "10115", 52.52, 13.4, "Europe/Berlin"),
    ("Kyoto", "Japan", "JP", "Kyoto", "604-8571", 35.01, 135.77, "Asia/Tokyo"),
    ("Nairobi", "Kenya", "KE", "Nairobi", "00100", -1.29, 36.82, "Africa/Nairobi"),
    ("Toronto", "Canada", "CA", "Ontario", "M5H 2N2", 43.65, -79.38, "America/Toronto"),
    (
        "Austin",
        "United States",
        "US",
        "Texas",
        "78701",
        30.27,
        -97.74,
        "America/Chicago",
    ),
    ("Lyon", "France", "FR", "Rhone", "69001", 45.76, 4.84, "Europe/Paris"),
    (
        "Utrecht",
        "Netherlands",
        "NL",
        "Utrecht",
        "3511",
        52.09,
        5.12,
        "Europe/Amsterdam",
    ),
    (
        "Porto Alegre",
        "Brazil",
        "BR",
        "RS",
        "90010",
        -30.03,
        -51.22,
        "America/Sao_Paulo",
    ),
    ("Pune", "India", "IN", "Maharashtra", "411001", 18.52, 73.86, "Asia/Kolkata"),
)
STREETS: Final = (
    *("Garden Street", "Harbour Road", "Hill Lane", "Linden Avenue", "Market Street"),
    *("Mill Road", "Museum Street", "Orchard Way", "Park Avenue", "Station Road"),
)
COMPANIES: Final = (
    *("Alder & Sons", "Blue Harbour", "Cedar Works", "Delta Optics", "Fernhill Foods"),
    *("Granite Labs", "Lumen Systems", "Northwind Traders", "Orchard Software"),
    *("Silverline Logistics", "Tidewater Energy", "Willow Health"),
)
JOBS: Final = (
    *("Accountant", "Architect", "Editor", "Engineer", "Nurse", "Product Manager"),
    *("Teacher", "Technician"),
)
ADJECTIVES: Final = (
    *("amber", "brisk", "calm", "crimson", "early", "gentle", "golden", "hidden"),
    *("lively", "lunar", "modern", "northern", "quiet", "rapid", "silver", "steady"),
    *("sunny", "velvet", "vivid", "wild"),
)
NOUNS: Final = (
    *("anchor", "bridge", "canyon", "cedar", "comet", "falcon", "forest", "garden"),
    *("harbour", "island", "lantern", "maple", "meadow", "meteor", "mountain"),
    *("orchard", "otter", "river", "sparrow", "valley"),
)
SENTENCES: Final = (
    "Everything arrived in good condition.",
    "Please review the details before Friday.",
    "This replaces the earlier version.",
    "A short walk from the station.",
    "Checked and approved by the team.",
    "Works well with the rest of the collection.",
    "The next steps are described in the guide.",
    "Made to last, and easy to repair.",
    "We will get back to you shortly.",
    "Open every day from nine to five.",
)
COLOURS: Final = ("black", "blue", "green", "grey", "orange", "red", "teal", "white")
CURRENCIES: Final = ("EUR", "USD", "GBP", "JPY", "BRL", "INR", "KES", "CAD")
LANGUAGES: Final = ("en", "de", "fr", "ja", "pt", "es", "nl", "hi")
LOCALES: Final = ("en-US", "de-DE", "fr-FR", "ja-JP", "pt-BR", "nl-NL")
STATUSES: Final = ("active", "pending", "completed")
MEDIA_TYPES: Final = ("application/json", "image/png", "text/plain", "application/pdf")
FILES: Final = ("report.pdf", "photo.jpg", "notes.txt", "invoice-2026.pdf", "map.png")
DOMAINS: Final = ("example.com", "example.org", "example.net")
LABELS: Final = ("team", "environment", "region", "owner", "tier", "project")
