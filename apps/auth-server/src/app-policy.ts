import { createHash } from 'node:crypto'
import type { AppConfig } from './app-config.ts'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/gi
const INLINE_STYLE = /<style[^>]*>([^]*?)<\/style>/gi

const NO_FRAMES = "frame-ancestors 'none'"

/** Hashes what stands inline in a page, as sources of a policy. Browsers hash it with the line ends that they read (HTML §13.2.3.5). */
function hashesOf(page: string, inline: RegExp): string[] {
  const texts = [...page.replaceAll('\r\n', '\n').matchAll(inline)].map(([, text = '']) => text)
  return texts.map((text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`)
}

function originsOf(addresses: readonly (string | undefined)[]): string[] {
  const known = addresses.filter((address) => address !== undefined && URL.canParse(address))
  return [...new Set(known.map((address) => new URL(address as string).origin))]
}

/**
 * Makes the content security policy of a built app: it may load its own files, call its server and its API, frame the inspector if it has
 * one, and no page may frame it. A folder without a server (the docs) has pages of other kinds: for them, only framing is forbidden.
 */
export function appPolicy(page: string, { issuer, apiUrl, inspectorUrl }: AppConfig): string {
  const servers = originsOf([issuer, apiUrl])
  const inspector = originsOf([inspectorUrl])
  if (servers.length === 0) return NO_FRAMES
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashesOf(page, INLINE_SCRIPT)].join(' '),
    ["style-src 'self'", ...hashesOf(page, INLINE_STYLE)].join(' '),
    "img-src 'self' data:",
    ["connect-src 'self'", ...servers].join(' '),
    ...inspector.map((origin) => `frame-src ${origin}`),
    "form-action 'none'",
    "base-uri 'none'",
    NO_FRAMES,
  ].join('; ')
}
