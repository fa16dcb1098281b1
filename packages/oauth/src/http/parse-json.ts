import { isRecord } from '@device-flow/untrusted'

/** What some servers put before JSON, so that no page can load it as a script. */
const NO_SCRIPT = /^\s*(?:\)\]\}',?|(?:for\s*\(;;\)|while\s*\((?:1|true)\));)\s*/

/**
 * What a text says in JSON; undefined where it is none. A whole object at its front is what it says, whatever stands behind: the comment of
 * a proxy, a NUL, what is left of chunking. Not where that is more JSON: which of the two was meant, nobody knows.
 */
export function parseJson(text: string): unknown {
  const whole = parse(text)
  if (whole !== undefined) return whole
  const json = text.replace(NO_SCRIPT, '')
  const end = endOfObject(json)
  if (end === undefined || /^\s*[{[]/.test(json.slice(end))) return undefined
  const object = parse(json.slice(0, end))
  return isRecord(object) ? object : undefined
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Where the object ends that a text begins with; undefined where it begins with none, or that is cut off. */
function endOfObject(text: string): number | undefined {
  if (!/^\s*\{/.test(text)) return undefined
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') isInString = !isInString
    else if (isInString) at += character === '\\' ? 1 : 0
    else if (character === '{') depth += 1
    else if (character === '}') depth -= 1
    if (depth === 0 && character === '}') return at + 1
  }
  return undefined
}
