import { replaceHiddenCharacters } from '@device-flow/untrusted'
import type { ReactElement } from 'react'
import type { ReadJwt } from '../wire/read-jwt.ts'

/** The two parts of a JWT that can be read, as JSON. */
export function JwtParts({ jwt: { header, claims }, name }: { jwt: ReadJwt; name: string }): ReactElement {
  return (
    <details className="jwt-parts">
      <summary>Header and claims of the {name}, decoded</summary>
      <h4>Header</h4>
      <pre tabIndex={0}>{asText(header)}</pre>
      <h4>Claims</h4>
      <pre tabIndex={0}>{asText(claims)}</pre>
    </details>
  )
}

/** What nobody would see, or what turns a line around, is written out. */
function asText(value: object): string {
  const lines = JSON.stringify(value, undefined, 2).split('\n')
  return lines.map((line) => replaceHiddenCharacters(line, escaped)).join('\n')
}

function escaped(character: string): string {
  return String.raw`\u{${character.codePointAt(0)?.toString(16)}}`
}
