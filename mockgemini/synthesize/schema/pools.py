"""
Ordinary values by what a property is called; nothing here is random and nothing is chosen.
"""

from __future__ import annotations

WORDS = (
    *("amber", "bridge", "cedar", "delta", "ember", "field", "garden", "harbor", "island"),
    *("jasper", "kettle", "lantern", "meadow", "north", "orchard", "pebble", "quartz", "river"),
    *("silver", "timber", "umbrella", "valley", "willow", "yellow", "zephyr"),
)

SENTENCES = (
    "A short and clear example.",
    "It works as expected.",
    "This is a made-up answer.",
    "The main points are easy to follow.",
    "There is little more to say about it.",
    "It was quick to make and easy to read.",
    "Everything that was asked for is here.",
)

_CITIES = ("Paris", "London", "Tokyo", "Berlin", "Toronto", "Madrid", "Oslo", "Lima", "Nairobi")
_FIRST = ("Ada", "Grace", "Alan", "Mary", "Katherine", "Edsger", "Barbara", "Linus", "Hedy")
_LAST = ("Lovelace", "Hopper", "Turing", "Jackson", "Johnson", "Meyer", "Liskov", "Okafor")
_PEOPLE = tuple(f"{first} {last}" for first, last in zip(_FIRST, _LAST, strict=False))
_PRODUCTS = ("Desk Lamp", "Travel Mug", "Wool Scarf", "Notebook", "Garden Chair", "Wall Clock")
_TITLES = ("A Walk by the River", "First Steps", "The Quiet Harbor", "Notes from the North")
_FOOD = ("flour", "butter", "sugar", "eggs", "milk", "olive oil", "tomatoes", "garlic", "salt")
_DISHES = ("Apple Pie", "Tomato Soup", "Chocolate Chip Cookies", "Lemon Cake")
_WEATHER = ("sunny", "cloudy", "light rain", "windy", "clear")
_COMPANIES = ("Northwind Ltd", "Harbor & Sons", "Cedar Works", "Blue Kettle Inc")
_EMAILS = tuple(f"{first.lower()}@example.com" for first in _FIRST)
_URLS = tuple(f"https://example.com/{word}" for word in WORDS)
_TIMES = ("08:30", "12:00", "14:45", "18:15")
_CODE = ("print('hello')", "x = 1", "return a + b")
_QUESTIONS = ("What is the capital of France?", "How does it work?", "What comes next?")

TEXTS: dict[str, tuple[str, ...]] = {
    "address": ("12 Harbor Street", "7 Mill Lane", "45 Park Road"),
    "airline": ("Northern Air", "Blue Sky Airways"),
    "airport": ("CDG", "LHR", "HND", "JFK"),
    "answer": SENTENCES,
    "artist": _PEOPLE,
    "author": _PEOPLE,
    "brand": _COMPANIES,
    "category": ("books", "kitchen", "garden", "travel", "music"),
    "city": _CITIES,
    "code": _CODE,
    "color": ("red", "green", "blue", "amber", "violet"),
    "colour": ("red", "green", "blue", "amber", "violet"),
    "company": _COMPANIES,
    "condition": _WEATHER,
    "conditions": _WEATHER,
    "country": ("France", "Japan", "Canada", "Kenya", "Peru", "Norway"),
    "country code": ("FR", "JP", "CA", "KE", "PE", "NO"),
    "currency": ("EUR", "USD", "GBP", "JPY"),
    "date": ("2026-01-15", "2026-02-03", "2026-03-21", "2026-05-09"),
    "day": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"),
    "destination": _CITIES,
    "dish": _DISHES,
    "email": _EMAILS,
    "event": ("Spring Market", "Team Meeting", "Book Fair"),
    "first name": _FIRST,
    "filename": ("report.txt", "notes.md", "image.png"),
    "file name": ("report.txt", "notes.md", "image.png"),
    "full name": _PEOPLE,
    "genre": ("mystery", "science fiction", "jazz", "documentary"),
    "given name": _FIRST,
    "host": ("example.com", "api.example.com"),
    "hotel": ("Harbor Hotel", "Hotel Meadow"),
    "ingredient": _FOOD,
    "ingredient name": _FOOD,
    "ingredients": _FOOD,
    "job": ("engineer", "teacher", "designer"),
    "language": ("English", "French", "Japanese", "Swahili"),
    "last name": _LAST,
    "location": _CITIES,
    "mood": ("calm", "cheerful", "thoughtful"),
    "month": ("January", "March", "June", "October"),
    "name": _PEOPLE,
    "occupation": ("engineer", "teacher", "designer"),
    "origin": _CITIES,
    "path": ("/home/ada/report.txt", "/data/notes.md"),
    "person": _PEOPLE,
    "phone": ("+1-555-0100", "+1-555-0117", "+1-555-0142"),
    "place": _CITIES,
    "priority": ("low", "medium", "high"),
    "product": _PRODUCTS,
    "product name": _PRODUCTS,
    "query": ("latest news", "weather today", "good books"),
    "question": _QUESTIONS,
    "recipe": _DISHES,
    "recipe name": _DISHES,
    "role": ("admin", "editor", "viewer"),
    "sentiment": ("positive", "neutral", "negative"),
    "sku": ("SKU-1001", "SKU-2040", "SKU-3307"),
    "state": ("California", "Texas", "Ontario", "Bavaria"),
    "status": ("open", "done", "pending"),
    "step": ("Mix everything well.", "Let it rest.", "Bake until golden."),
    "street": ("12 Harbor Street", "7 Mill Lane", "45 Park Road"),
    "surname": _LAST,
    "tag": WORDS,
    "time": _TIMES,
    "timezone": ("Europe/Paris", "Asia/Tokyo", "America/Toronto"),
    "title": _TITLES,
    "unit": ("celsius", "g", "km"),
    "uri": _URLS,
    "url": _URLS,
    "user": ("ada", "grace", "alan"),
    "username": ("ada", "grace", "alan"),
    "user name": ("ada", "grace", "alan"),
    "weather": _WEATHER,
    "website": _URLS,
    "zip": ("10115", "75001", "94105"),
    **dict.fromkeys(
        (
            *("body", "comment", "content", "description", "explanation", "instructions"),
            *("message", "note", "notes", "reason", "reasoning", "review", "summary", "text"),
        ),
        SENTENCES,
    ),
}

PLACES = frozenset({"city", "country", "location", "place", "destination", "origin", "state"})
"""Names under which a place of the prompt's will do."""

NAMED = PLACES | frozenset({"name", "person", "author", "artist", "company", "brand", "product"})
"""Names under which any proper noun of the prompt's will do."""

PROMPTS = frozenset({"query", "prompt", "question", "input", "request", "search"})
"""Names under which the whole prompt will do."""

RANGES: dict[str, tuple[str, str]] = {
    "age": ("18", "80"),
    "amount": ("1", "500"),
    "calories": ("80", "900"),
    "confidence": ("0.5", "0.99"),
    "cost": ("1", "200"),
    "count": ("1", "10"),
    "day": ("1", "28"),
    "days": ("1", "14"),
    "distance": ("1", "100"),
    "duration": ("5", "120"),
    "height": ("1", "200"),
    "hour": ("0", "23"),
    "humidity": ("20", "90"),
    "id": ("1", "9999"),
    "lat": ("-60", "60"),
    "latitude": ("-60", "60"),
    "length": ("1", "100"),
    "limit": ("5", "50"),
    "lng": ("-170", "170"),
    "lon": ("-170", "170"),
    "longitude": ("-170", "170"),
    "minute": ("0", "59"),
    "minutes": ("5", "90"),
    "month": ("1", "12"),
    "page": ("1", "5"),
    "pages": ("90", "600"),
    "percent": ("0", "100"),
    "percentage": ("0", "100"),
    "population": ("10000", "9000000"),
    "price": ("1", "200"),
    "probability": ("0", "1"),
    "quantity": ("1", "10"),
    "rating": ("1", "5"),
    "score": ("0", "1"),
    "servings": ("1", "8"),
    "temperature": ("-5", "35"),
    "total": ("1", "500"),
    "weight": ("1", "100"),
    "width": ("1", "200"),
    "year": ("1990", "2026"),
}
"""The least and the greatest number one expects, as decimals."""
