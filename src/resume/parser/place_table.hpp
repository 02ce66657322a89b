#pragma once

#include <array>
#include <string_view>

/// Names of places in plain() form: enough to tell "City, Region" from a name, not a gazetteer.
namespace bespoke::resume::parser {

inline constexpr auto kCountries = std::to_array<std::string_view>({
    "afghanistan", "albania", "algeria", "algerie", "andorra", "angola", "argentina", "armenia", "australia", "austria", "osterreich", "azerbaijan", "bahamas", "bahrain",
    "bangladesh", "barbados", "belarus", "belgium", "belgie", "belgique", "belize", "benin", "bhutan", "bolivia", "bosnia and herzegovina", "botswana", "brazil", "brasil", "brunei", "bulgaria",
    "burkina faso", "burundi", "cambodia", "cameroon", "cameroun", "canada", "cape verde", "chad", "chile", "china", "colombia", "congo", "costa rica", "croatia", "hrvatska", "cuba", "cyprus", "czech republic",
    "czechia", "cesko", "denmark", "danmark", "dominican republic", "ecuador", "egypt", "el salvador", "england", "estonia", "eesti", "eswatini", "ethiopia", "fiji", "finland", "suomi", "france", "gabon", "gambia", "georgia",
    "germany", "deutschland", "ghana", "greece", "guatemala", "guinea", "guyana", "haiti", "honduras", "hong kong", "hungary", "magyarorszag", "iceland", "island", "india", "indonesia", "iran", "iraq", "ireland",
    "israel", "italy", "italia", "ivory coast", "cote d'ivoire", "jamaica", "japan", "jordan", "kazakhstan", "kenya", "kosovo", "kuwait", "kyrgyzstan", "laos", "latvia", "latvija", "lebanon", "liberia", "libya", "liechtenstein",
    "lithuania", "lietuva", "luxembourg", "luxemburg", "macau", "madagascar", "malawi", "malaysia", "maldives", "mali", "malta", "mauritania", "mauritius", "mexico", "moldova", "monaco", "mongolia", "montenegro", "morocco", "maroc", "mozambique",
    "myanmar", "namibia", "nepal", "netherlands", "the netherlands", "nederland", "niederlande", "holland", "new zealand", "aotearoa", "nicaragua", "niger", "nigeria", "north macedonia", "northern ireland", "norway", "norge", "oman",
    "pakistan", "palestine", "panama", "paraguay", "peru", "philippines", "poland", "polska", "portugal", "puerto rico", "qatar", "romania", "russia", "russian federation", "rwanda", "saudi arabia", "scotland", "senegal", "serbia", "srbija", "sierra leone",
    "singapore", "slovakia", "slovensko", "slovenia", "slovenija", "somalia", "south africa", "south korea", "korea", "republic of korea", "south sudan", "spain", "espana", "sri lanka", "sudan", "suriname", "sweden", "sverige", "switzerland", "schweiz", "suisse", "svizzera", "syria", "taiwan", "tajikistan",
    "tanzania", "thailand", "togo", "trinidad and tobago", "tunisia", "tunisie", "turkey", "turkiye", "turkmenistan", "uganda", "ukraine", "united arab emirates", "united kingdom", "great britain", "united states", "united states of america",
    "uruguay", "uzbekistan", "venezuela", "vietnam", "viet nam", "wales", "yemen", "zambia", "zimbabwe", "usa", "u.s.a.", "u.s.", "uk", "u.k.", "uae",
});

/// ISO 3166-1 alpha-2, as typed in capitals behind a comma or in brackets.
inline constexpr auto kCountryCodes = std::to_array<std::string_view>({
    "AD", "AE", "AF", "AL", "AM", "AO", "AR", "AT", "AU", "AZ", "BA", "BB", "BD", "BE", "BF", "BG", "BH", "BJ", "BN", "BO", "BR", "BS", "BW", "BY", "BZ", "CA", "CD", "CG", "CH", "CI", "CL",
    "CM", "CN", "CO", "CR", "CU", "CV", "CY", "CZ", "DE", "DK", "DO", "DZ", "EC", "EE", "EG", "ES", "ET", "FI", "FJ", "FR", "GA", "GB", "GE", "GH", "GM", "GN", "GR", "GT", "GY", "HK", "HN",
    "HR", "HT", "HU", "ID", "IE", "IL", "IN", "IQ", "IR", "IS", "IT", "JM", "JO", "JP", "KE", "KG", "KH", "KR", "KW", "KZ", "LA", "LB", "LI", "LK", "LR", "LT", "LU", "LV", "LY", "MA", "MC",
    "MD", "ME", "MG", "MK", "ML", "MM", "MN", "MO", "MT", "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NE", "NG", "NI", "NL", "NO", "NP", "NZ", "OM", "PA", "PE", "PH", "PK", "PL", "PR", "PS",
    "PT", "PY", "QA", "RO", "RS", "RU", "RW", "SA", "SD", "SE", "SG", "SI", "SK", "SL", "SN", "SO", "SR", "SS", "SV", "SY", "SZ", "TD", "TG", "TH", "TJ", "TM", "TN", "TR", "TT", "TW", "TZ",
    "UA", "UG", "UK", "US", "UY", "UZ", "VE", "VN", "XK", "YE", "ZA", "ZM", "ZW",
});

/// States, provinces, Länder and the like, by name.
inline constexpr auto kRegions = std::to_array<std::string_view>({
    "alabama", "alaska", "arizona", "arkansas", "california", "colorado", "connecticut", "delaware", "florida", "georgia", "hawaii", "idaho", "illinois", "indiana", "iowa", "kansas", "kentucky", "louisiana", "maine", "maryland",
    "massachusetts", "michigan", "minnesota", "mississippi", "missouri", "montana", "nebraska", "nevada", "new hampshire", "new jersey", "new mexico", "new york", "north carolina", "north dakota", "ohio", "oklahoma", "oregon", "pennsylvania",
    "rhode island", "south carolina", "south dakota", "tennessee", "texas", "utah", "vermont", "virginia", "washington", "west virginia", "wisconsin", "wyoming", "district of columbia", "bay area",
    "alberta", "british columbia", "manitoba", "new brunswick", "newfoundland and labrador", "nova scotia", "ontario", "prince edward island", "quebec", "saskatchewan", "yukon",
    "new south wales", "queensland", "south australia", "tasmania", "victoria", "western australia", "northern territory",
    "bavaria", "bayern", "baden-wurttemberg", "berlin", "brandenburg", "bremen", "hamburg", "hesse", "hessen", "lower saxony", "niedersachsen", "north rhine-westphalia", "nordrhein-westfalen", "nrw", "rheinland-pfalz", "saarland", "sachsen", "saxony", "sachsen-anhalt", "schleswig-holstein", "thuringen", "thuringia", "tirol", "tyrol", "steiermark", "salzburg",
    "andalusia", "andalucia", "catalonia", "cataluna", "catalunya", "madrid", "valencia", "galicia", "basque country", "ile-de-france", "provence", "bretagne", "brittany", "normandie", "normandy", "occitanie", "lombardy", "lombardia", "lazio", "tuscany", "toscana", "piedmont", "piemonte", "sicily", "sicilia", "veneto", "emilia-romagna", "campania",
    "maharashtra", "karnataka", "tamil nadu", "kerala", "telangana", "gujarat", "west bengal", "delhi", "uttar pradesh", "punjab", "rajasthan", "haryana", "andhra pradesh", "odisha", "bihar", "goa", "sindh",
    "sao paulo", "rio de janeiro", "minas gerais", "parana", "santa catarina", "rio grande do sul", "bahia", "jalisco", "nuevo leon", "ciudad de mexico", "cdmx", "queretaro", "puebla", "yucatan", "gauteng", "western cape", "kwazulu-natal", "eastern cape", "lagos state", "oyo state", "rivers state",
    "surrey", "kent", "essex", "sussex", "west sussex", "east sussex", "hampshire", "yorkshire", "west yorkshire", "south yorkshire", "lancashire", "cheshire", "devon", "cornwall", "dorset", "norfolk", "suffolk", "oxfordshire", "cambridgeshire", "berkshire", "hertfordshire", "greater manchester", "greater london", "west midlands", "merseyside", "tyne and wear", "midlothian", "co. dublin", "county dublin", "county cork", "county galway", "north holland", "noord-holland", "south holland", "zuid-holland", "utrecht", "gelderland", "noord-brabant", "flanders", "vlaanderen", "wallonia", "zurich", "vaud", "geneva", "ticino", "skane", "vastra gotaland",
});

/// Codes of regions, as typed in capitals behind a comma: United States, Canada, Australia, Brazil and Italian provinces in common use.
inline constexpr auto kRegionCodes = std::to_array<std::string_view>({
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "IA", "ID", "IL", "IN", "KS", "KY", "LA", "MA", "MD", "ME", "MI", "MN", "MO", "MS", "MT", "NC", "ND", "NE", "NH", "NJ", "NM", "NV", "NY",
    "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VA", "VT", "WA", "WI", "WV", "WY", "DC", "PR", "AB", "BC", "MB", "NB", "NL", "NS", "NT", "NU", "ON", "PE", "QC", "SK", "YT", "NSW", "QLD", "VIC", "TAS", "ACT",
    "SP", "RJ", "MG", "RS", "SC", "BA", "CE", "GO", "DF", "ES", "AM", "MI", "RM", "TO", "BO", "FI", "VR", "PD", "BG", "BS", "GE", "NRW", "BW", "BY",
});

/// Larger cities of the world.
inline constexpr auto kCities = std::to_array<std::string_view>({
    "aachen", "aarhus", "aberdeen", "abidjan", "abu dhabi", "abuja", "accra", "adelaide", "addis ababa", "ahmedabad", "albany", "albuquerque", "alexandria", "algiers", "alicante", "almaty", "amman", "amsterdam", "anchorage", "ankara", "ann arbor", "antwerp", "antwerpen", "arlington", "arnhem", "athens", "atlanta", "auckland", "augsburg", "austin",
    "baku", "baltimore", "bangalore", "bengaluru", "bangkok", "barcelona", "bari", "barranquilla", "basel", "bath", "baton rouge", "beijing", "beirut", "belfast", "belgrade", "belo horizonte", "bengaluru", "bergamo", "bergen", "berkeley", "berlin", "bern", "bhopal", "bielefeld", "bilbao", "birmingham", "bochum", "bogota", "boise", "bologna", "bonn", "bordeaux", "boston", "boulder", "bradford", "braga", "brasilia", "bratislava", "braunschweig", "breda", "bremen", "brescia", "brighton", "brisbane", "bristol", "brno", "bruges", "brugge", "brussels", "bruxelles", "brussel", "bucharest", "bucuresti", "budapest", "buenos aires", "buffalo", "bursa",
    "cairo", "calgary", "cali", "cambridge", "campinas", "canberra", "cape town", "caracas", "cardiff", "cartagena", "casablanca", "catania", "cebu", "chandigarh", "charleston", "charlotte", "chattanooga", "chelmsford", "chemnitz", "chengdu", "chennai", "chicago", "chisinau", "christchurch", "cincinnati", "cleveland", "cluj-napoca", "coimbatore", "coimbra", "cologne", "koln", "colombo", "colorado springs", "columbus", "copenhagen", "kobenhavn", "cordoba", "cork", "coventry", "curitiba",
    "dakar", "dallas", "damascus", "dar es salaam", "darmstadt", "darwin", "dayton", "debrecen", "delft", "delhi", "den haag", "denver", "derby", "des moines", "detroit", "dhaka", "dijon", "doha", "dortmund", "dresden", "dubai", "dublin", "duisburg", "dundee", "dunedin", "durban", "durham", "dusseldorf",
    "edinburgh", "edmonton", "eindhoven", "el paso", "enschede", "erfurt", "erlangen", "essen", "espoo", "eugene", "exeter",
    "faro", "fez", "florence", "firenze", "fort lauderdale", "fort worth", "fortaleza", "frankfurt", "frankfurt am main", "freiburg", "fresno", "fukuoka",
    "galway", "gdansk", "geelong", "geneva", "geneve", "genf", "genoa", "genova", "gent", "ghent", "gijon", "glasgow", "gold coast", "goteborg", "gothenburg", "granada", "grand rapids", "graz", "grenoble", "groningen", "guadalajara", "guangzhou", "guayaquil", "gurgaon", "gurugram",
    "haarlem", "haifa", "halifax", "hamburg", "hamilton", "hangzhou", "hannover", "hanover", "hanoi", "harare", "hartford", "havana", "heidelberg", "helsinki", "ho chi minh city", "hobart", "hong kong", "honolulu", "houston", "hyderabad",
    "ibadan", "indianapolis", "indore", "ingolstadt", "innsbruck", "iowa city", "ipswich", "islamabad", "istanbul", "izmir",
    "jacksonville", "jaipur", "jakarta", "jeddah", "jerusalem", "johannesburg", "jyvaskyla", "kabul", "kaliningrad", "kampala", "kano", "kansas city", "karachi", "karlsruhe", "kassel", "kathmandu", "katowice", "kaunas", "kazan", "kharkiv", "kyiv", "kiev", "kiel", "kigali", "kingston", "kinshasa", "knoxville", "kobe", "kochi", "kolkata", "kosice", "krakow", "cracow", "kuala lumpur", "kumasi", "kuwait city", "kyoto",
    "la paz", "lagos", "lahore", "lansing", "las palmas", "las vegas", "lausanne", "leeds", "leicester", "leiden", "leipzig", "leuven", "lexington", "liege", "lille", "lima", "limerick", "lincoln", "linz", "lisbon", "lisboa", "liverpool", "ljubljana", "lodz", "london", "londres", "long beach", "los angeles", "louisville", "luanda", "lublin", "lucerne", "lucknow", "lugano", "lund", "luxembourg", "lviv", "lyon",
    "maastricht", "madison", "madrid", "mainz", "malaga", "malmo", "managua", "manama", "manchester", "manila", "mannheim", "maputo", "marrakech", "marrakesh", "marseille", "medellin", "melbourne", "memphis", "merida", "mexico city", "miami", "milan", "milano", "milton keynes", "milwaukee", "minneapolis", "minsk", "mombasa", "monterrey", "montevideo", "montpellier", "montreal", "moscow", "mumbai", "munich", "munchen", "munster", "murcia", "muscat",
    "nagoya", "nagpur", "nairobi", "nancy", "nanjing", "nantes", "naples", "napoli", "nashville", "nassau", "new delhi", "new haven", "new orleans", "new york", "new york city", "newark", "newcastle", "newcastle upon tyne", "newport", "nice", "nijmegen", "noida", "norwich", "nottingham", "novi sad", "nuremberg", "nurnberg",
    "oakland", "odense", "odessa", "oklahoma city", "omaha", "oporto", "porto", "orlando", "osaka", "oslo", "ostrava", "ottawa", "oulu", "oxford", "padova", "padua", "palermo", "palo alto", "panama city", "paris", "parma", "perth", "perugia", "philadelphia", "phnom penh", "phoenix", "pisa", "pittsburgh", "plovdiv", "plymouth", "poitiers", "port harcourt", "port louis", "portland", "porto alegre", "portsmouth", "potsdam", "poznan", "prague", "praha", "pretoria", "pristina", "providence", "puebla", "pune",
    "quebec", "quebec city", "queretaro", "quito", "rabat", "raleigh", "reading", "recife", "reggio emilia", "regensburg", "regina", "reims", "rennes", "reno", "reykjavik", "richmond", "riga", "rio de janeiro", "riyadh", "rochester", "rome", "roma", "rosario", "rostock", "rotterdam", "rouen",
    "sacramento", "salamanca", "salt lake city", "salvador", "salzburg", "san antonio", "san diego", "san francisco", "san jose", "san juan", "san sebastian", "san salvador", "santa barbara", "santa clara", "santa monica", "santander", "santiago", "santiago de compostela", "santo domingo", "sao paulo", "sapporo", "sarajevo", "saskatoon", "savannah", "seattle", "seoul", "seville", "sevilla", "shanghai", "sheffield", "shenzhen", "skopje", "sofia", "southampton", "split", "st. gallen", "st. louis", "saint louis", "st. paul", "st. petersburg", "saint petersburg", "stavanger", "stockholm", "stoke-on-trent", "strasbourg", "stuttgart", "surat", "swansea", "sydney", "syracuse", "szczecin", "szeged",
    "taipei", "tallinn", "tampa", "tampere", "tartu", "tashkent", "tbilisi", "tehran", "tel aviv", "the hague", "thessaloniki", "tilburg", "timisoara", "tirana", "tokyo", "toledo", "toronto", "toulon", "toulouse", "trento", "trieste", "tripoli", "trondheim", "tucson", "tulsa", "tunis", "turin", "torino", "turku", "ulm", "uppsala", "utrecht", "vaduz", "valencia", "valladolid", "valletta", "valparaiso", "vancouver", "varna", "vasteras", "venice", "venezia", "verona", "victoria", "vienna", "wien", "vigo", "vilnius", "warsaw", "warszawa", "washington", "washington dc", "washington d.c.", "wellington", "wiesbaden", "windhoek", "winnipeg", "winterthur", "wolfsburg", "wolverhampton", "worcester", "wroclaw", "wuhan", "wuppertal", "wurzburg", "yerevan", "yokohama", "york", "zagreb", "zaragoza", "zurich",
});

}  // namespace bespoke::resume::parser
