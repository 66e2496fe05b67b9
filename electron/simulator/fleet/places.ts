/** A kind of building: `open` ones have many escalators, `floors` is the range of floors above the ground. */
export interface Kind {
  /** `#` stands for the district. */
  readonly pattern: string;
  readonly open: boolean;
  readonly floors: readonly [number, number];
}

interface Country {
  readonly name: string;
  /** The start of a unit's id. */
  readonly code: string;
  readonly kinds: readonly Kind[];
}

export interface City {
  readonly name: string;
  readonly country: Country;
  /** How many of every 22 sites are in this city. */
  readonly weight: number;
  /** The second half of an address, with a post code of the city. */
  readonly town: (step: number) => string;
  readonly districts: readonly string[];
  /** `#` stands for the house number. */
  readonly streets: readonly string[];
}

/** A city as it is written below: the texts are lists. */
type CityRow = Omit<City, 'districts' | 'streets'> & Readonly<Record<'districts' | 'streets', string>>;

function list(text: string): readonly string[] {
  return text.split(' | ');
}

function kinds(text: string): readonly Kind[] {
  const patterns = list(text);
  const shapes: readonly Omit<Kind, 'pattern'>[] = [
    { open: false, floors: [4, 9] },
    { open: true, floors: [2, 5] },
    { open: false, floors: [5, 11] },
    { open: false, floors: [4, 14] },
    { open: true, floors: [1, 3] },
    { open: false, floors: [14, 38] },
    { open: false, floors: [5, 12] },
    { open: false, floors: [3, 7] },
    { open: true, floors: [1, 4] },
    { open: false, floors: [3, 8] },
  ];
  // One pattern per shape: offices, shopping, hospital, hotel, station, tower, homes, library, fair, car park.
  return shapes.map((shape, index) => ({ ...shape, pattern: patterns[index] ?? '#' }));
}

const GERMAN = kinds(
  'Bürohaus # | Arcaden # | Klinikum # | Hotel # | Bahnhof # | Hochhaus # | Wohnpark # | Bibliothek # | Messehalle # | Parkhaus #',
);
const FRENCH = kinds(
  'Bureaux # | Galerie # | Hôpital # | Hôtel # | Gare # | Tour # | Résidence # | Médiathèque # | Palais # | Parking #',
);
const SPANISH = kinds(
  'Oficinas # | Centro Comercial # | Hospital # | Hotel # | Estación # | Torre # | Residencia # | Biblioteca # | Pabellón # | Aparcamiento #',
);
const ENGLISH = kinds(
  '# Offices | # Shopping Centre | # Hospital | # Hotel | # Station | # Tower | # Apartments | # Library | # Exhibition Hall | # Car Park',
);
const ITALIAN = kinds(
  'Uffici # | Galleria # | Ospedale # | Albergo # | Stazione # | Torre # | Residenza # | Biblioteca # | Padiglione # | Autosilo #',
);

const GERMANY = { name: 'Germany', code: 'DE', kinds: GERMAN };

const ROWS: readonly CityRow[] = [
  {
    name: 'Berlin',
    country: GERMANY,
    weight: 4,
    town: (step) => `${10_115 + step * 126} Berlin`,
    districts:
      'Mitte | Kreuzberg | Charlottenburg | Prenzlauer Berg | Moabit | Schöneberg | Friedrichshain | Adlershof | Spandau',
    streets:
      'Invalidenstraße # | Torstraße # | Kantstraße # | Potsdamer Straße # | Köpenicker Straße # | Schönhauser Allee # | Turmstraße #',
  },
  {
    name: 'Hamburg',
    country: GERMANY,
    weight: 3,
    town: (step) => `${20_095 + step * 52} Hamburg`,
    districts:
      'HafenCity | Altona | Eimsbüttel | St. Georg | Winterhude | Hammerbrook | Barmbek | Ottensen | Harburg',
    streets:
      'Am Sandtorkai # | Spaldingstraße # | Osterstraße # | Lange Reihe # | Mönckebergstraße # | Große Bergstraße # | Mühlenkamp #',
  },
  {
    name: 'Düsseldorf',
    country: GERMANY,
    weight: 2,
    town: (step) => `${40_210 + step * 11} Düsseldorf`,
    districts:
      'Medienhafen | Oberkassel | Pempelfort | Bilk | Derendorf | Golzheim | Stockum | Flingern | Altstadt',
    streets:
      'Königsallee # | Graf-Adolf-Straße # | Schadowstraße # | Nordstraße # | Luegallee # | Bilker Allee # | Speditionstraße #',
  },
  {
    name: 'Vienna',
    country: { name: 'Austria', code: 'AT', kinds: GERMAN },
    weight: 2,
    town: (step) => `${1_010 + (step % 23) * 10} Vienna`,
    districts:
      'Leopoldstadt | Landstraße | Wieden | Neubau | Favoriten | Donaustadt | Ottakring | Döbling | Floridsdorf',
    streets:
      'Praterstraße # | Landstraßer Hauptstraße # | Mariahilfer Straße # | Favoritenstraße # | Wiedner Hauptstraße # | Wagramer Straße # | Lerchenfelder Straße #',
  },
  {
    name: 'Zurich',
    country: { name: 'Switzerland', code: 'CH', kinds: GERMAN },
    weight: 1,
    town: (step) => `${8_001 + (step % 50)} Zurich`,
    districts:
      'Enge | Oerlikon | Altstetten | Wiedikon | Seefeld | Escher-Wyss | Wollishofen | Hottingen | Albisrieden',
    streets:
      'Hardstrasse # | Badenerstrasse # | Seestrasse # | Langstrasse # | Schaffhauserstrasse # | Löwenstrasse # | Birmensdorferstrasse #',
  },
  {
    name: 'Paris',
    country: { name: 'France', code: 'FR', kinds: FRENCH },
    weight: 3,
    town: (step) => `${75_001 + (step % 20)} Paris`,
    districts:
      'Bercy | Montparnasse | Batignolles | Belleville | Grenelle | La Villette | Passy | Vaugirard | République',
    streets:
      '# rue de Rivoli | # boulevard Voltaire | # avenue de Clichy | # rue de Tolbiac | # quai de la Rapée | # rue Lecourbe | # avenue Jean Jaurès',
  },
  {
    name: 'Madrid',
    country: { name: 'Spain', code: 'ES', kinds: SPANISH },
    weight: 2,
    town: (step) => `${28_001 + (step % 54)} Madrid`,
    districts: 'Chamartín | Salamanca | Retiro | Chamberí | Arganzuela | Tetuán | Moncloa | Atocha | Barajas',
    streets:
      'Calle de Alcalá # | Calle de Serrano # | Paseo de la Castellana # | Calle de Bravo Murillo # | Calle de Goya # | Calle de Fuencarral # | Paseo de las Delicias #',
  },
  {
    name: 'London',
    country: { name: 'United Kingdom', code: 'GB', kinds: ENGLISH },
    weight: 3,
    town: (step) =>
      `London ${['EC1A', 'SE1', 'E14', 'W1D', 'N1C', 'SW1V'][step % 6]} ${1 + (step % 9)}${'ABDEFGHJLN'[step % 10]}${'PQRSTUWXYZ'[(step * 3) % 10]}`,
    districts:
      "Southwark | Shoreditch | Paddington | Stratford | King's Cross | Victoria | Greenwich | Hammersmith | Wapping",
    streets:
      '# Borough High Street | # Old Street | # Praed Street | # Pentonville Road | # Vauxhall Bridge Road | # Commercial Road | # King Street',
  },
  {
    name: 'Milan',
    country: { name: 'Italy', code: 'IT', kinds: ITALIAN },
    weight: 2,
    town: (step) => `${20_121 + (step % 37)} Milan`,
    districts:
      'Porta Nuova | Brera | Navigli | Isola | Bicocca | Lambrate | Porta Romana | Bovisa | Garibaldi',
    streets:
      'Via Dante # | Corso Buenos Aires # | Via Torino # | Viale Monza # | Corso di Porta Romana # | Via Melchiorre Gioia # | Via Tortona #',
  },
];

/** The cities of the made-up buildings: districts and streets are real, buildings are invented. */
export const CITIES: readonly City[] = ROWS.map(({ districts, streets, ...city }) => ({
  ...city,
  districts: list(districts),
  streets: list(streets),
}));
