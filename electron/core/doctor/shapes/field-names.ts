/** Which names of fields may be shown: some services use ids, mail addresses or places for names (docs/shapes.md). */

/** Stands for a name that is data. */
export const anyName = '*';

const longest = 48;
const plain = /^[@$_]?\p{L}(?:[\p{L}_.-]|(?<=[\p{L}\d])\d)*$/u;
/** What OData writes behind a name. */
const annotation =
  /@odata\.(?:context|type|id|etag|editLink|readLink|count|nextLink|deltaLink|(?:navigation|association)Link|media\w+|bind)$/;

/** A name like those that programmers give: letters, up to two digits behind them, no mail address and no id. */
export function isPlainName(name: string): boolean {
  const own = name.replace(annotation, '');
  if (own === '') return name !== '';
  return own.length <= longest && plain.test(own) && own.replace(/\D/g, '').length <= 2;
}

/** Parts of names that programmers give to fields. An object with few of them may be a table by place or person. */
const usual = new Set(
  `id ids name names number code key type kind status state title text label description comment note remark value values item
  items data unit units result results count total page pages size next prev previous first last link links self href rel
  meta metadata pagination paging cursor token offset limit skip top more has is url uri path address street house zip postal
  city town country region site building location place latitude longitude lat lon lng geo floor floors level direction trip
  speed position door doors open closed car cabin load weight width height depth capacity max min avg sum date time at from to until
  since start end begin created updated modified changed installed year month day hour minutes seconds ms enabled active
  available availability online serial model manufacturer brand version contract customer contact phone mail email user
  owner order orders work event events alarm alarms fault faults error errors message messages severity priority category
  class group groups tag tags details info properties attributes parameters settings configuration context odata etag
  request response success warnings transport transports transfer formats url connection negotiate current equipment
  device asset elevator lift escalator nummer anlage anlagen adresse straße strasse ort plz land gebäude standort typ art
  nextlink nextpage hasmore continuationtoken totalcount totalitems pagenumber pagesize
  zustand richtung datum zeit von bis beschreibung bezeichnung hersteller baujahr wert anzahl gesamt`.split(
    /\s+/,
  ),
);

/** Whether each part of a name is usual in names of fields: `SiteBerlin` is none. */
export function isUsualName(name: string): boolean {
  const parts = name
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part !== '');
  return parts.length > 0 && parts.every((part) => usual.has(part));
}
