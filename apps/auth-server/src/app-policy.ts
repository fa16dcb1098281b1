import { createHash } from 'node:crypto'
import type { AppConfig } from './app-config.ts'

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/gi
const INLINE_STYLE = /<style[^>]*>([^]*?)<\/style>/gi

const NO_FRAMES = "frame-ancestors 'none'"

/** Every server that OAuth can be spoken with: by https, and on this computer. A policy can name no IPv6 address (CSP §2.3.1). */
const ANY_SERVER = ['https:', 'http://127.0.0.1:*', 'http://localhost:*']

/** What an app may do that others may not. */
export interface AppFreedoms {
  /** Calls whichever server a person types in, and not its own alone. */
  callsAnyServer?: boolean
  /** Shows pages of its own folder in frames. */
  framesItself?: boolean
}

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
export function appPolicy(page: string, config: AppConfig, freedoms: AppFreedoms = {}): string {
  const { issuer, apiUrl, inspectorUrl, canFrameServer } = config
  const { callsAnyServer = false, framesItself = false } = freedoms
  const servers = originsOf([issuer, apiUrl])
  const called = callsAnyServer ? ANY_SERVER : servers
  const framed = [
    ...(framesItself ? ["'self'"] : []),
    ...originsOf([inspectorUrl, canFrameServer ? issuer : undefined]),
  ]
  if (servers.length === 0) return NO_FRAMES
  return [
    "default-src 'none'",
    ["script-src 'self'", ...hashesOf(page, INLINE_SCRIPT)].join(' '),
    ["style-src 'self'", ...hashesOf(page, INLINE_STYLE)].join(' '),
    "img-src 'self' data:",
    ["connect-src 'self'", ...called].join(' '),
    ...(framed.length > 0 ? [['frame-src', ...framed].join(' ')] : []),
    "form-action 'none'",
    "base-uri 'none'",
    framesItself ? "frame-ancestors 'self'" : NO_FRAMES,
  ].join('; ')
}
