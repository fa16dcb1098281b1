import { cleanText } from '@device-flow/untrusted'
import type { ReactElement } from 'react'
import { useDevices, useExchanges, useFlow, useLab } from '../../lab/lab-context.ts'
import { MaskedToken } from '../masked-token.tsx'
import { useTokens } from '../use-tokens.ts'
import { recordRows } from './record-rows.ts'
import { useKeptRecord, type KeptRecord } from './use-kept-record.ts'

/** What is kept where: in the store, in memory, in this browser, in the address. */
export function KeptPart(): ReactElement {
  const { store } = useLab()
  const kept = useKeptRecord()
  const devices = useDevices()
  return (
    <section aria-label="What is kept where">
      <h3>What is kept where</h3>
      <h4>In the store of the devices ({store.kind})</h4>
      {kept ? <Stored kept={kept} devices={devices.length} /> : <p>Nothing yet.</p>}
      <h4>In memory, gone when this page is closed</h4>
      <InMemory />
      <h4>In this browser (localStorage)</h4>
      <InBrowser />
      <h4>In the address of this page</h4>
      <p>
        {location.hash ? <code>{cleanText(location.hash, 400)}</code> : 'Nothing.'} Tokens and codes are never in it.
      </p>
    </section>
  )
}

function Stored({ kept: { key, revision, record }, devices }: { kept: KeptRecord; devices: number }): ReactElement {
  return (
    <>
      <p>
        One record, under the key <code>{key}</code>, written {revision === 1 ? 'once' : `${revision} times`}.{' '}
        {devices > 1 ? 'Both devices share it: one of them refreshes, and the other takes what it finds.' : ''}
      </p>
      {record.ended && !record.signedIn && !record.pending && (
        <p role="status">No token and no code is left in it: it only says that the session ended, when, and by whom.</p>
      )}
      <dl className="record">
        {recordRows(record).map(({ path, value, isSecret }) => (
          <div key={path}>
            <dt>
              <code>{path}</code>
            </dt>
            <dd>
              {isSecret ? (
                <MaskedToken name={`${path.split('.').at(-1)} of the record`} value={value} />
              ) : (
                <code>{cleanText(value, 600)}</code>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

function InMemory(): ReactElement {
  const flow = useFlow()
  const tokens = useTokens()
  const exchanges = useExchanges()
  const { clientSecret } = useLab()
  const names = tokens
    ? ['access token', ...(tokens.refreshToken ? ['refresh token'] : []), ...(tokens.idToken ? ['ID token'] : [])]
    : []
  return (
    <ul>
      <li>
        The login, which is <code>{flow?.status ?? 'off'}</code>:{' '}
        {names.length > 0 ? `${names.join(', ')}.` : 'no token.'}
      </li>
      <li>
        What this page saw on the wire: {exchanges.length} requests, with the secrets in them. “Use these settings”, in
        the settings, forgets them, and so does a reload of this page.
      </li>
      <li>{clientSecret ? 'The client secret: it is kept nowhere else.' : 'No client secret.'}</li>
    </ul>
  )
}

function InBrowser(): ReactElement {
  const entries = browserEntries()
  return entries.length === 0 ? (
    <p>Nothing.</p>
  ) : (
    <ul>
      {entries.map(([name, value]) => (
        <li key={name}>
          <code>{cleanText(name, 100)}</code>: <code>{cleanText(value, 400)}</code>
        </li>
      ))}
    </ul>
  )
}

function browserEntries(): (readonly [string, string])[] {
  try {
    return Object.keys(localStorage).map((name) => [name, localStorage.getItem(name) ?? ''] as const)
  } catch {
    // This browser lets nothing be kept.
    return []
  }
}
