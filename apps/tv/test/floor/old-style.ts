// Why no library: of the 12 faults that styles.test.ts lists, doiuse 6.0.6 for Chrome 63 misses 4 (`gap` outside of flex boxes,
// `word-wrap: anywhere`, `(hover)`, `rgba(0 0 0/50%)`): caniuse has no entry for them.

/** What Chromium 63 knows of what we use, each looked up. Anything else is reported, whether it is too new or only new to us. */
const KNOWN = {
  property: `-webkit-box-orient -webkit-line-clamp align-items animation animation-delay background background-attachment
    background-color background-image border border-color border-left border-radius box-shadow box-sizing clip color cursor display
    fill flex flex-direction flex-wrap font font-family font-size font-variant-numeric font-weight grid-auto-rows grid-gap
    grid-template-columns height justify-content left letter-spacing line-height list-style margin margin-bottom margin-left
    margin-right margin-top max-width min-height min-width opacity outline outline-offset overflow padding padding-right padding-top
    position right stroke stroke-linecap stroke-linejoin stroke-width text-align text-overflow top transform transition visibility
    white-space width word-break word-wrap`,
  // Not `contents` (65), `anywhere` (80), `clip` (90), `start` outside of text-align and the like.
  keyword: `absolute at auto background-color block border-box break-all break-word center column ease-in-out ease-out ellipsis fixed
    flex flex-start grid hidden infinite inherit inline-flex max-content none nowrap pointer relative round solid space-between
    static stretch tabular-nums transparent vertical visible wrap -webkit-box`,
  function: 'calc radial-gradient rect repeat rgba translateY var',
  unit: '% em fr px rem s vh vw',
  rule: 'keyframes media',
  feature: 'max-aspect-ratio max-width min-width prefers-reduced-motion',
  pseudo: 'active after before empty focus nth-child',
}
/** Any name may stand in these. */
const FREE_NAMES = new Set(['font', 'font-family', 'animation'])
/** `rgba(0 0 0 / 50%)` came with 65. */
const WITHOUT_COMMAS = /rgba?\([^,()]*\)/g
const DECLARATION = /([{;])\s*([\w-]+)\s*:\s*([^;{}]+)(?=[;}])/g

type Kind = keyof typeof KNOWN

/** Lists what a style sheet, minified or not, uses that is not known to work in Chromium 63: `property gap`, and so on. */
export function unknownToOld(style: string): string[] {
  const found: [Kind, string][] = []
  const add = (kind: Kind, text: string, pattern: RegExp): void => {
    for (const [, name = ''] of text.matchAll(pattern)) found.push([kind, name])
  }
  const sheet = style.replaceAll(/\/\*[^]*?\*\//g, '').replaceAll(/'[^']*'|"[^"]*"/g, '')
  for (const [, , property = '', value = ''] of sheet.matchAll(DECLARATION)) {
    if (!property.startsWith('--')) found.push(['property', property])
    add('function', value, /([\w-]+)\(/g)
    add('unit', value, /(?<![\w#-])-?[\d.]+(%|[a-z]+)/gi)
    const plain = value.replaceAll(/var\([^)]*\)/g, '')
    if (!FREE_NAMES.has(property)) add('keyword', plain, /(?<![\w#.-])(-?[a-z][\w-]*)(?![\w(-])/gi)
  }
  const rest = sheet.replaceAll(DECLARATION, '$1')
  add('rule', rest, /@([\w-]+)/g)
  for (const [, query = ''] of rest.matchAll(/@media([^{]*)/g)) add('feature', query, /\(\s*([\w-]+)/g)
  add('pseudo', rest.replaceAll(/@media[^{]*/g, ''), /::?([\w-]+)/g)
  const unknown = found.filter(([kind, name]) => !KNOWN[kind].split(/\s+/).includes(name))
  const colours = (sheet.match(WITHOUT_COMMAS) ?? []).map((colour) => `colour ${colour}`)
  return [...new Set([...unknown.map(([kind, name]) => `${kind} ${name}`), ...colours])]
}
