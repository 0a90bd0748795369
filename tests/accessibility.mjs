// The accessibility statement (in French, after the model of the arrêté of 20 September 2019), written from what the
// browser tests recorded: docs/conformite/accessibilite.md. It claims what was run and nothing else: no audit of the
// criteria of RGAA has been made, and without one a service is "non conforme".
//
//   node tests/accessibility.mjs            from target/evidence, what the last tests/run has left there
//   node tests/accessibility.mjs FOLDER     from another folder of records
//
// Run after tests/run. What an operator must fill in is marked [À COMPLÉTER]: they copy the page first.

import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { claims, merge, read } from "./evidence.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const out = join(root, "docs/conformite/accessibilite.md");

/** Ways of seeing pages, as the end of a set-up's name; axe-core does not run where scripts are off. */
const WAYS = [
  { end: "phone", what: "téléphone, 360 × 740", axe: true },
  { end: "desktop", what: "ordinateur, 1280 × 800", axe: true },
  { end: "zoomed", what: "fenêtre de 320 × 256 (agrandissement à 400 %), au clavier seul", axe: true },
  { end: "phone-en", what: "téléphone, en anglais", axe: true },
  { end: "desktop-en", what: "ordinateur, en anglais", axe: true },
  { end: "phone-ar", what: "téléphone, en arabe, de droite à gauche", axe: true },
  { end: "desktop-ar", what: "ordinateur, en arabe, de droite à gauche", axe: true },
  { end: "phone-rtl", what: "téléphone, pseudo-langue de droite à gauche", axe: true },
  { end: "phone-plain", what: "téléphone, sans JavaScript", axe: false },
  { end: "desktop-plain", what: "ordinateur, sans JavaScript", axe: false },
];

/** Of a set-up such as `journey-6-phone-plain`, the way: the longest end that fits. */
export function wayOf(setup) {
  const fitting = WAYS.filter(({ end }) => setup.endsWith(`-${end}`) || setup === end);
  return fitting.sort((a, b) => b.end.length - a.end.length)[0] ?? null;
}

/**
 * What was found, from the records by set-up: walks and violations for each way, and the claims that bear on use.
 * A walk that broke off, or that has no figure, has shown nothing and is counted as such.
 */
export function results(records) {
  const walks = records.filter(({ id }) => id === "axe").map((one) => ({ ...one, way: wayOf(one.setup) }));
  const unknown = walks.filter(({ way }) => way === null).map(({ setup }) => setup);
  if (unknown.length > 0) throw new Error(`ways that this page does not know: ${unknown.join(", ")}`);
  const ways = WAYS.map((way) => {
    const its = walks.filter((walk) => walk.way === way);
    const whole = its.filter(({ broken, figure }) => !broken && figure !== null);
    return { ...way, walks: its.length, whole: whole.length, violations: whole.reduce((sum, { figure }) => sum + figure, 0) };
  }).filter((way) => way.walks > 0);
  const journeys = claims
    .filter(({ id }) => /^(journey-\d+|professionals|P10-paint)$/.test(id))
    .map((claim) => merge(claim, records.filter(({ id }) => id === claim.id)));
  return { ways, journeys };
}

const rows = (lines) => lines.map((cells) => `| ${cells.join(" | ")} |`);
const word = (holds) => ({ true: "oui", false: "**non**", null: "non exécuté" })[holds];
const plural = (count, one, many) => `${count} ${count > 1 ? many : one}`;

/** The tests' own words are English; the page says in French what each journey is. */
const JOURNEYS = {
  "journey-1": "ouvrir un coffre seul",
  "journey-2": "ouvrir un coffre avec un médiateur",
  "journey-3": "ajouter des papiers",
  "journey-4": "un téléphone sert de scanner à un ordinateur",
  "journey-5": "un médiateur dépose des papiers",
  "journey-6": "le rendez-vous",
  "journey-7": "montrer par un lien ou un code court",
  "journey-8": "« Qui a vu mes papiers ? »",
  "journey-9": "revenir après avoir tout perdu",
  "journey-10": "préparer une démarche",
  "journey-11": "emporter tous ses papiers",
  professionals: "rejoindre une structure, entrer, gérer les comptes",
};

function found({ ways, journeys }) {
  const seen = ways.filter(({ axe }) => axe);
  const whole = seen.reduce((sum, way) => sum + way.whole, 0);
  if (whole === 0) {
    return ["Aucun essai automatique n’a laissé de résultat pour cette version. Rien n’est affirmé ici.", ""];
  }
  const broken = seen.reduce((sum, way) => sum + way.walks - way.whole, 0);
  const violations = seen.reduce((sum, way) => sum + way.violations, 0);
  const paint = journeys.find(({ id, holds }) => id === "P10-paint" && holds !== null);
  return [
    `Des programmes parcourent le service comme une personne, et regardent chaque page qu’ils atteignent. axe-core y a trouvé`,
    `**${plural(violations, "défaut", "défauts")}** en ${plural(whole, "parcours", "parcours")}${broken > 0 ? `, et ${broken} parcours ne sont pas allés à leur fin` : ""}.`,
    "Les couleurs du mode sombre sont regardées aussi, dans la première manière de chaque parcours.",
    "",
    "| manière de voir | parcours | allés à leur fin | défauts trouvés par axe-core |",
    "| --- | --- | --- | --- |",
    ...rows(ways.map((way) => [way.what, way.walks, way.whole, way.axe ? way.violations : "non regardé par axe-core"])),
    "",
    "Sur chaque page, ces programmes vérifient aussi : rien ne défile de côté, chaque cible a 48 pixels au moins sur un téléphone,",
    "la langue est dite, aucun script ni style n’est écrit dans la page. Au clavier seul, chaque arrêt est visible et entouré.",
    "",
    "| parcours | sans échec |",
    "| --- | --- |",
    ...rows(journeys.filter(({ id }) => JOURNEYS[id]).map(({ id, holds }) => [JOURNEYS[id], word(holds)])),
    "",
    ...(paint ? [`Sur un téléphone lent, les premiers mots d’une page se voient en ${String(paint.figure).replace(".", ",")} s au plus (valeurs mesurées sur la machine des essais).`, ""] : []),
  ];
}

/** The whole statement, from the results, the day of the results, and the versions of the tools. */
export function statement(all, { day, tools }) {
  return `${[
    "# Déclaration d’accessibilité",
    "",
    "Cette page est écrite par `tests/accessibility.mjs` à partir des résultats des essais. Ne la changez pas à la main : copiez-la,",
    "puis remplissez ce qui est marqué **[À COMPLÉTER]**. Modèle : arrêté du 20 septembre 2019 ; relisez-le avant de publier.",
    "Abri n’a pas de page qui la montre, ni de mention « Accessibilité : non conforme » sur sa première page : publiez-la sur votre site,",
    "et affichez-la où vous donnez l’adresse du service.",
    "",
    "**[À COMPLÉTER : nom de l’organisme]** s’engage à rendre son service accessible, conformément à l’article 47 de la loi n° 2005-102 du",
    "11 février 2005. Schéma pluriannuel et plan d’action : **[À COMPLÉTER : adresses]**.",
    "",
    "Cette déclaration s’applique à **[À COMPLÉTER : adresse du service Abri]**.",
    "",
    "## État de conformité",
    "",
    "Ce service est **non conforme** avec le référentiel général d’amélioration de l’accessibilité (RGAA), version 4.1 : aucun audit de ses",
    "critères n’a été fait. C’est l’état que le modèle prévoit sans audit en cours de validité. Un audit peut seul le changer.",
    "**[À COMPLÉTER : après un audit, son auteur, sa date, le pourcentage de critères respectés]**",
    "",
    "## Résultats des tests",
    "",
    `Résultats du ${day}. Ils ne remplacent pas un audit : un outil automatique ne juge qu’une partie des critères.`,
    "",
    ...found(all),
    "## Ce qui n’a pas été essayé",
    "",
    "- Aucune personne qui se sert d’un lecteur d’écran, d’une plage braille, d’une loupe ou d’une commande vocale n’a essayé ce service.",
    "- Les critères du RGAA que seul un humain peut juger : la pertinence des textes, des titres et des alternatives, l’ordre de lecture.",
    "- D’autres navigateurs que Chromium : ni Firefox, ni Safari, ni le navigateur d’un vieux téléphone.",
    "- L’anglais et l’arabe n’ont été relus par personne qui les parle. Chaque page le dit.",
    "- Le bouton « Écouter » dépend des voix de l’appareil.",
    "",
    "## Contenus non accessibles",
    "",
    "### Non-conformités",
    "",
    "Faute d’audit, cette liste est celle de ce que nous savons :",
    "",
    "- Les pages des papiers sont montrées en images. L’alternative dit le nom du papier et le numéro de la page, pas ce qui y est écrit.",
    "- Les copies et les photocopies en PDF que le service fait lui-même sont des images, sans balises : un lecteur d’écran n’y lit rien.",
    "- **[À COMPLÉTER : ce qu’un audit ou une personne a signalé]**",
    "",
    "### Dérogations pour charge disproportionnée",
    "",
    "**[À COMPLÉTER, ou : aucune n’est invoquée]**",
    "",
    "### Contenus non soumis à l’obligation",
    "",
    "Les papiers eux-mêmes : ils viennent de tiers, et le service ne peut ni les lire ni les changer. **[À COMPLÉTER : à vérifier avec l’arrêté]**",
    "",
    "### Autres chemins",
    "",
    "- Chaque carré à scanner a un code ou un numéro à taper. Chaque page marche sans JavaScript, sauf la caméra, « Écouter » et la clé de sécurité.",
    "- Une personne peut faire la même chose avec un médiateur, à un guichet : **[À COMPLÉTER : lequel]**.",
    "",
    "## Établissement de cette déclaration",
    "",
    `Établie le **[À COMPLÉTER]**, à partir des résultats du ${day}. Mise à jour le **[À COMPLÉTER]**.`,
    "",
    "- Technologies : HTML, CSS, SVG, JavaScript (dont le service se passe, sauf pour la caméra, « Écouter » et la clé de sécurité).",
    `- Outils : ${tools.join(", ")}.`,
    "- Environnement : Chromium sur Debian 12, avec les fenêtres du tableau ci-dessus.",
    "- Pages vérifiées : chaque page que les parcours ci-dessus atteignent, dans la démonstration et avec des personnes inventées.",
    "",
    "## Retour d’information et contact",
    "",
    "Vous n’arrivez pas à faire quelque chose ? Écrivez ou appelez : **[À COMPLÉTER : adresse e-mail, téléphone, lieu]**.",
    "",
    "## Voies de recours",
    "",
    "Vous avez signalé un défaut d’accessibilité, et vous n’avez pas eu de réponse satisfaisante ? Vous pouvez :",
    "",
    "- écrire au Défenseur des droits : <https://formulaire.defenseurdesdroits.fr/> ;",
    "- voir son délégué dans votre région : <https://www.defenseurdesdroits.fr/saisir/delegues> ;",
    "- lui envoyer un courrier gratuit, sans timbre : Défenseur des droits, Libre réponse 71120, 75342 Paris CEDEX 07.",
  ].join("\n")}\n`;
}

function main(folder) {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")).sort() : [];
  const records = read(folder).map((one, number) => ({ ...one, setup: names[number].slice(0, -".json".length).split("--")[1] }));
  const ages = names.map((name) => statSync(join(folder, name)).mtimeMs);
  const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "Europe/Paris" })
    .format(ages.length > 0 ? Math.max(...ages) : Date.now());
  const { dependencies } = JSON.parse(readFileSync(join(root, "tests/browser/package.json"), "utf8"));
  const tools = [`axe-core ${dependencies["axe-core"]}`, `Playwright ${dependencies["playwright-core"]}`, "Chromium"];
  mkdirSync(dirname(out), { recursive: true });
  writeFileSync(out, statement(results(records), { day, tools }));
  console.log(`docs/conformite/accessibilite.md, from ${records.length} records`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv[2] ?? join(root, "target/evidence"));
