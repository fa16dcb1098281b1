import { createHash } from 'node:crypto'
import type { AppConfig } from './app-config.ts'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/gi
const INLINE_STYLE = /<style[^>]*>([^]*?)<\/style>/gi

const FRAMED_BY_NOBODY = "frame-ancestors 'none'"

/** What stands inline in a page, as sources of a policy. Browsers hash it with the line ends that they read (HTML §13.2.3.5). */
function hashesOf(page: string, inline: RegExp): string[] {
  const texts = [...page.replaceAll('\r\n', '\n').matchAll(inline)].map(([, text = '']) => text)
  return texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
}

function originsOf(addresses: readonly (string | undefined)[]): string[] {
  const known = addresses.filter((address) => address !== undefined && URL.canParse(address))
  return [...new Set(known.map((address) => new URL(address as string).origin))]
}

/**
 * The content security policy of a built app: it may load what is its own, call its server and its API, frame the inspector where it is
 * told of one, and be framed by nobody. A folder that is told of no server (the docs) has pages of other kinds: it may just not be framed.
 */
export function appPolicy(page: string, { issuer, apiUrl, inspectorUrl }: AppConfig): string {
  const servers = originsOf([issuer, apiUrl])
  const inspector = originsOf([inspectorUrl])
  if (servers.length === 0) return FRAMED_BY_NOBODY
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashesOf(page, INLINE_SCRIPT)].join(' '),
    ["style-src 'self'", ...hashesOf(page, INLINE_STYLE)].join(' '),
    "img-src 'self' data:",
    ["connect-src 'self'", ...servers].join(' '),
    ...inspector.map((origin) => `frame-src ${origin}`),
    "form-action 'none'",
    "base-uri 'none'",
    FRAMED_BY_NOBODY,
  ].join('; ')
}
