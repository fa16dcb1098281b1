import { useEffect, useState, type ReactElement } from 'react'
import { useExchanges, useLab } from '../../lab/lab-context.ts'
import type { LabHost } from '../../lab/lab-host.ts'
import type { Settings } from '../../settings/settings.ts'
import type { Exchange } from '../../wire/exchange.ts'
import { VERDICTS } from '../../wire/verdicts.ts'
import { profileOfSettings, setupForPages } from '../../servers/profile-of-settings.ts'
import { askedHeaders, unreadExchange } from './unread-exchange.ts'
import { signOfLifeAt, whyUnread, type WhyUnread } from './why-unread.ts'

/** Says why no answer could be read, as far as a page can find that out, and what to do about it. */
export function CorsHelp({ host }: { host: LabHost }): ReactElement | undefined {
  const { server, settings } = useLab()
  const unread = unreadExchange(useExchanges())
  const url = unread && !server.scripted && !settings.relay ? unread.request.url : undefined
  const probed = unread && url ? signOfLifeAt(unread) : undefined
  const why = useWhyUnread(probed)
  if (!unread || !url) return undefined
  const { host: serverHost } = new URL(url)
  return (
    <div className="notice cors" role="alert">
      <h3>No answer of {serverHost} could be read</h3>
      {why === undefined && <p>Finding out why …</p>}
      <p className="quiet">
        To find out, this page asks for a sign of life: <code>GET {probed}</code>, without cookies. That request is in
        the server’s log, too.
      </p>
      {why === 'offline' && <p>This browser has no network.</p>}
      {why === 'unknown' && (
        <>
          <p>
            First look whether the name is right: <code>{serverHost}</code> comes from {whereFrom(settings)} in the
            settings, and a mistyped one looks just like this.
          </p>
          <p>
            It does not answer, or it hides even that (Cross-Origin-Resource-Policy). A browser tells a page no more.
            Open{' '}
            <a href={url} target="_blank" rel="noreferrer">
              the address in a tab
            </a>
            : if something of the server comes up there, it is CORS.
          </p>
          <WhatToSet unread={unread} host={host} />
        </>
      )}
      {why === 'cors' && (
        <>
          <p>
            <strong>It is CORS.</strong> The server is there: it answered when it was only asked for a sign of life. It
            does not allow pages of <code>{location.origin}</code> to call it
            {askedHeaders(unread).length > 0 && <>, or not with the headers {askedHeaders(unread).join(', ')}</>}, so
            the browser hides its answers. The server’s own log looks well.
          </p>
          <WhatToSet unread={unread} host={host} />
        </>
      )}
    </div>
  )
}

/** The settings that the server's address is made of. */
function whereFrom({ server, place }: Settings): string {
  if (server === 'issuer') return 'the issuer'
  const parts = Object.keys(place)
  return parts.length > 0 ? `the ${parts.join(' and the ')}` : 'the provider'
}

function WhatToSet({ unread, host }: { unread: Exchange; host: LabHost }): ReactElement {
  const { settings } = useLab()
  const profile = profileOfSettings(settings)
  const headers = askedHeaders(unread)
  const { relayUrl } = host.config
  return (
    <>
      <ul>
        {profile?.supports['pages (CORS)'] === false && <li>{profile.about.title} lets no page read its answers.</li>}
        {profile && setupForPages(profile).map((step) => <li key={step}>{`${profile.about.title}: ${step}`}</li>)}
        <li>
          A server of your own answers with <code>Access-Control-Allow-Origin: {location.origin}</code>: at the
          metadata, the keys, the device authorization, the token and the revocation endpoint; with errors, too, as “not
          yet” is one (status 400).
        </li>
        {headers.length > 0 && (
          <li>
            This request has a header of its own, so the browser asks first (OPTIONS). Answer that with{' '}
            <code>Access-Control-Allow-Headers: {headers.join(', ')}</code>.
          </li>
        )}
        <li>More is in docs/cors.md of device-flow.</li>
      </ul>
      {relayUrl ? (
        <button type="button" onClick={() => host.setUp({ ...settings, relay: true }, host.credentials)}>
          Send requests through the relay
        </button>
      ) : (
        <p>
          If you cannot change the server: <code>npm run playground -- --relay</code> sends the requests from this
          computer, where there is no CORS.
        </p>
      )}
    </>
  )
}

/** Asks once for each address. What is asked is on the wire, as the server has it in its log, too. */
function useWhyUnread(url: string | undefined): WhyUnread | undefined {
  const { wire, clock } = useLab()
  const [found, setFound] = useState<{ url: string; why: WhyUnread }>()
  useEffect(() => {
    if (url === undefined) return
    const controller = new AbortController()
    const request = { method: 'GET', url, headers: [], body: '' }
    const number = wire.add({ device: 'page', kind: 'signOfLife', request, sentAt: clock.now() })
    const told = (why: WhyUnread): void => {
      setFound({ url, why })
      const endedAt = clock.now()
      if (why === 'cors') {
        wire.complete(number, { response: { status: 0, headers: [], body: '' }, verdict: VERDICTS.alive, endedAt })
      } else wire.complete(number, { failure: 'nothing answered that the browser would tell of', endedAt })
    }
    whyUnread(url, controller.signal).then(told, () => wire.complete(number, { failure: 'given up' }))
    return () => controller.abort()
  }, [url, wire, clock])
  return found?.url === url ? found?.why : undefined
}
