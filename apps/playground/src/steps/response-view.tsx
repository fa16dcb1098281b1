import { useContext, useMemo, useState, type ReactElement } from 'react'
import { redact } from '@device-flow/inspect'
import { cleanText } from '@device-flow/untrusted'
import { useLab } from '../lab/lab-context.ts'
import type { Exchange, WireResponse } from '../wire/exchange.ts'
import { isHiddenRedirect } from '../wire/document-verdict.ts'
import { maskResponse, type MaskedResponse } from '../wire/masked/masked-exchange.ts'
import { KnownSecretsContext } from '../wire/masked/use-known-secrets.ts'
import { MaskedText } from './masked-text.tsx'
import { shownAddress } from './shown-address.ts'
import { partHeaders } from './telling-headers.ts'
import { unexposedHeaders } from './unexposed-headers.ts'

/** A response, or why there is none. */
export function ResponseView({ exchange }: { exchange: Exchange }): ReactElement {
  const { number, response, failure } = exchange
  if (failure !== undefined) return <p className="problem">No response: {failureText(failure)}</p>
  if (!response) return <p className="live-text">Still on the way.</p>
  if (exchange.kind === 'signOfLife') return <p>Something answered. The browser tells a page no more.</p>
  return (
    <>
      <Answer number={number} response={response} />
      <Unexposed exchange={exchange} />
    </>
  )
}

function Unexposed({ exchange }: { exchange: Exchange }): ReactElement | undefined {
  const { server } = useLab()
  const names = server.scripted || server.isRelayed ? [] : unexposedHeaders(exchange, location.origin)
  if (names.length === 0) return undefined
  return (
    <p>
      If the server has sent {names.join(' or ')}, this page could not read it, and has not kept to it. Answer with{' '}
      <code>Access-Control-Expose-Headers: {names.join(', ')}</code>.
    </p>
  )
}

function Answer({ number, response }: { number: number; response: WireResponse }): ReactElement {
  const known = useContext(KnownSecretsContext)
  const masked = useMemo(() => maskResponse(response, known), [response, known])
  const { telling, others } = useMemo(() => partHeaders(masked.headers), [masked])
  const { status, redirectedTo } = response
  return (
    <>
      <p>
        <b>{isHiddenRedirect(response) ? 'A redirect that the browser hides' : `Status ${status}`}</b>
        {redirectedTo && <> after redirects, from {shownAddress(redirectedTo)}</>}
      </p>
      {telling.length > 0 && (
        <dl className="headers">
          {telling.map(({ name, value, why }, index) => (
            <div key={index}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>
                <code>
                  <MaskedText parts={value} exchange={number} />
                </code>
                <span className="quiet">{why}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {others.length > 0 && (
        <details className="other-headers">
          <summary>
            {others.length} more {others.length === 1 ? 'header' : 'headers'}
          </summary>
          <pre tabIndex={0} role="group" aria-label={`Other headers of response ${number}`}>
            {others.map(({ name, value }, index) => (
              <span key={index}>
                {cleanText(name)}: <MaskedText parts={value} exchange={number} />
                {'\n'}
              </span>
            ))}
          </pre>
        </details>
      )}
      <Body number={number} response={response} masked={masked} />
    </>
  )
}

function Body({
  number,
  response,
  masked,
}: {
  number: number
  response: WireResponse
  masked: MaskedResponse
}): ReactElement {
  const [isFormatted, setFormatted] = useState(false)
  const { body, bodyLength, bodyFailure } = response
  if (bodyFailure !== undefined) return <p className="problem">The body broke off: {failureText(bodyFailure)}</p>
  if (body === undefined) return <p className="live-text">The body is still coming.</p>
  if (body === '') return <p className="quiet">No body.</p>
  return (
    <>
      <pre tabIndex={0} role="group" aria-label={`Body of response ${number}`}>
        <MaskedText parts={(isFormatted && masked.formatted) || masked.body} exchange={number} />
      </pre>
      {masked.formatted && (
        <button
          type="button"
          aria-label={`Format the body of response ${number}`}
          aria-pressed={isFormatted}
          onClick={() => setFormatted(!isFormatted)}
        >
          Format
        </button>
      )}
      {bodyLength !== undefined && (
        <p className="quiet">
          The first {body.length} of {bodyLength} characters.
        </p>
      )}
    </>
  )
}

function failureText(message: string): string {
  return cleanText(String(redact(message)))
}
