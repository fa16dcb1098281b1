import type { ReactElement } from 'react'
import { useExchanges, useFlow, useLab } from '../../lab/lab-context.ts'
import { useKnownSecrets } from '../../wire/masked/use-known-secrets.ts'
import { useTokens } from '../use-tokens.ts'
import { Answer } from './answer.tsx'
import { callOwnApi, type OwnApi } from './call-own-api.ts'
import { OwnApiForm } from './own-api-form.tsx'
import { refreshNow } from './refresh-now.ts'
import { revokeOne } from './revoke-one.ts'
import { signOutNow } from './sign-out-now.ts'
import { useTrial } from './use-trial.ts'

/** What can be done with the tokens, and what came of it. */
export function TryPart(): ReactElement {
  const lab = useLab()
  const flow = useFlow()
  const tokens = useTokens()
  const { trial, run } = useTrial()
  const isBusy = trial?.state === 'busy'
  const { apiUrl } = lab.server
  const isOff = isBusy || !flow || !tokens

  return (
    <section aria-label="Try the tokens">
      <h3>Try the tokens</h3>
      {!tokens && <p>Sign in first: there is nothing to try yet.</p>}
      <div className="token-buttons">
        {apiUrl && button('Call the sample API', () => call(`${apiUrl}/orders`))}
        {button('Ask who is signed in', askWho)}
        {button('Refresh now', () => refreshNow(here()))}
        {button('Revoke the refresh token', () => revokeOne(lab, held(), 'refresh token'))}
        {button('Revoke the access token', () => revokeOne(lab, held(), 'access token'))}
        {button('Sign out and revoke', () => signOutNow(here(), lab.wire))}
      </div>
      <OwnApiForm disabled={isOff} onCall={(api) => run(`Call ${api.url}`, () => callOwn(api))} />
      <div role="status">
        {trial && (
          <p className={trial.state === 'failed' ? 'problem' : undefined}>{isBusy ? `${trial.name} …` : trial.text}</p>
        )}
      </div>
      {trial && !isBusy && <Answers after={trial.after} />}
    </section>
  )

  function button(name: string, work: () => Promise<string>): ReactElement {
    return (
      <button type="button" disabled={isOff} aria-busy={isBusy && trial?.name === name} onClick={() => run(name, work)}>
        {name}
      </button>
    )
  }

  function here(): NonNullable<typeof flow> {
    if (!flow) throw new Error('The device is off.')
    return flow
  }

  function held(): NonNullable<typeof tokens> {
    if (!tokens) throw new Error('Nobody is signed in.')
    return tokens
  }

  async function call(url: string): Promise<string> {
    const { actor, fetch } = here()
    const before = actor.getSnapshot().context.tokens
    const response = await fetch(url)
    return answered(response, actor.getSnapshot().context.tokens !== before)
  }

  async function callOwn(api: OwnApi): Promise<string> {
    const { actor } = here()
    const before = actor.getSnapshot().context.tokens
    const response = await callOwnApi(lab, here(), api)
    return answered(response, actor.getSnapshot().context.tokens !== before)
  }

  async function askWho(): Promise<string> {
    const services = lab.servicesBelow('device')
    if (!services) throw new Error('The device is off.')
    const { sub } = await services.fetchUserInfo(held())
    return `The server says: ${sub}. That is the sub of the ID token, too, as it has to be (OpenID Connect Core §5.3.2).`
  }
}

function answered({ ok, status }: Response, isRenewed: boolean): string {
  if (ok)
    return isRenewed
      ? `The API took the token (HTTP ${status}), once the device had renewed it.`
      : `The API took the token (HTTP ${status}).`
  return status === 401
    ? 'The API refused the token (HTTP 401). It was not renewed: there is no refresh token, or it was renewed just now, and another one would help nothing.'
    : `The API did not do it (HTTP ${status}).`
}

/** What went over the wire since. */
function Answers({ after }: { after: number }): ReactElement {
  const exchanges = useExchanges()
  const known = useKnownSecrets(exchanges)
  const shown = exchanges.filter(({ number, kind }) => number > after && (kind === 'api' || kind === 'userInfo'))
  return (
    <>
      {shown.slice(0, 3).map((exchange) => (
        <Answer key={exchange.number} exchange={exchange} known={known} />
      ))}
    </>
  )
}
