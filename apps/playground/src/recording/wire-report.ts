import { cleanText } from '@device-flow/untrusted'
import type { Lab } from '../lab/lab.ts'
import type { Exchange, WireResponse } from '../wire/exchange.ts'
import { serverAddress } from '../servers/server-address.ts'
import { THROUGH_RELAY } from '../servers/through-relay.ts'
import { deviationsIn } from '../wire/deviations.ts'
import { isHiddenRedirect } from '../wire/document-verdict.ts'
import { KnownSecrets } from '../wire/masked/known-secrets.ts'
import { learnSecrets, maskRequest, maskResponse, type MaskedHeader } from '../wire/masked/masked-exchange.ts'
import { outcomeWords } from '../wire/outcome-words.ts'
import type { Part } from '../wire/masked/part.ts'

const SENDERS: Readonly<Record<string, string>> = {
  device: 'the device',
  second: 'the second device',
  page: 'the page itself',
}

/**
 * Writes what went over the wire as Markdown, for a bug report: each request, its response, and what the login made of it. Every secret is
 * masked, wherever it comes again.
 */
export function wireReport({ settings, server, wire }: Pick<Lab, 'settings' | 'server' | 'wire'>): string {
  const exchanges = wire.list()
  const { issuer } = serverAddress({ settings, server })
  const known = new KnownSecrets()
  for (const exchange of exchanges) learnSecrets(exchange, known)
  const head = [
    '# A device login, as it went over the wire',
    '',
    `Server: ${inCode(server.title)}, client: ${inCode(settings.clientId)}, scope: ${inCode(settings.scope)}. Secrets are masked: \`[device_code]\` stands for one.`,
    '',
    server.isRelayed ? THROUGH_RELAY : carriedBy(server),
  ]
  return [
    ...head,
    ...exchanges.flatMap((exchange) => [...section(exchange, known), ...byTheLetter(exchange, exchanges, issuer)]),
    '',
  ].join('\n')
}

function carriedBy({ scripted }: Lab['server']): string {
  return scripted
    ? 'The server is in the page: nothing has left it.'
    : 'Sent by a page in a browser, by the rules of CORS.'
}

function section(exchange: Exchange, known: KnownSecrets): string[] {
  const { number, kind, device, sentAt, failure, trouble, verdict } = exchange
  const lines = [
    '',
    `## ${number}. ${kind}`,
    '',
    `${new Date(sentAt).toISOString()}, by ${SENDERS[device] ?? cleanText(device)}`,
  ]
  if (trouble) lines.push('', `A trouble was switched on: ${cleanText(trouble)}.`)
  lines.push('', ...block('http', [...requestLines(exchange, known), '', ...responseLines(exchange, known)]))
  if (failure !== undefined) lines.push('', `No response: ${cleanText(failure)}`)
  if (verdict)
    lines.push(
      '',
      `What the login made of it: **${cleanText(outcomeWords(verdict.outcome), 80)}**. ${cleanText(verdict.meaning)}`,
    )
  return lines
}

function byTheLetter(...of: Parameters<typeof deviationsIn>): string[] {
  return deviationsIn(...of).flatMap(({ text: words, rule }) => ['', `By the letter: ${words} (${rule.text}).`])
}

function requestLines({ request }: Exchange, known: KnownSecrets): string[] {
  const { method, url, headers, body } = maskRequest(request, known)
  return [`${method} ${text(url)}`, ...headers.map(headerLine), ...bodyLines(body)]
}

function responseLines({ kind, response }: Exchange, known: KnownSecrets): string[] {
  if (!response) return []
  const { headers, body } = maskResponse(response, known)
  return [statusLine(kind, response), ...headers.map(headerLine), ...bodyLines(body)]
}

function statusLine(kind: Exchange['kind'], response: WireResponse): string {
  if (kind === 'signOfLife') return 'Something answered: the browser tells no more'
  return isHiddenRedirect(response) ? 'A redirect that the browser hides' : `HTTP ${response.status}`
}

function headerLine({ name, value }: MaskedHeader): string {
  return `${name}: ${text(value)}`
}

function bodyLines(body: readonly Part[]): string[] {
  const written = text(body)
  return written === '' ? [] : ['', written]
}

function text(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : `[${part.name}]`)).join('')
}

/** A fence that is longer than any in the text: a server could end the block otherwise. */
function block(language: string, lines: readonly string[]): string[] {
  const content = lines.join('\n')
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return [fence + language, content, fence]
}

function inCode(value: string): string {
  return `\`${cleanText(value, 200).replaceAll('`', "'") || ' '}\``
}
