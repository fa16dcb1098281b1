import { useMemo, type ReactElement } from 'react'
import { useExchanges } from '../../lab/lab-context.ts'
import { MaskedToken } from '../masked-token.tsx'
import { useTokens } from '../use-tokens.ts'
import { tokenFamilies, type Generation } from './families.ts'
import type { Fate } from './fates.ts'
import { useFingerprints } from './use-fingerprints.ts'

const FATES: Record<Fate, string> = {
  current: 'in use',
  replaced: 'replaced: not used again',
  sent: 'sent, and no answer: perhaps used up',
  revoked: 'dead: revoked',
  refused: 'dead: the server refused it',
  doubtful: 'perhaps dead, as its refresh token is',
}

/** The refresh token, and the line of all that came of one login. */
export function RefreshTokenPart(): ReactElement {
  const tokens = useTokens()
  const exchanges = useExchanges()
  const families = useMemo(() => tokenFamilies(exchanges), [exchanges])
  const generations = useMemo(() => families.at(-1) ?? [], [families])
  const values = useMemo(
    () => generations.flatMap(({ accessToken, refreshToken }) => [accessToken.value, refreshToken?.value ?? []].flat()),
    [generations],
  )
  const fingerprintOf = useFingerprints(values)
  const newest = generations.findLast(({ isKept }) => !isKept)
  return (
    <section aria-label="Refresh token">
      <h3>Refresh token</h3>
      <p className="quiet">
        Brings new access tokens without the person. A server that rotates gives another one each time, and ends all of
        them when an old one is used again (RFC 9700 §4.14.2).
      </p>
      {tokens?.refreshToken ? (
        <MaskedToken name="refresh token" value={tokens.refreshToken.reveal()} />
      ) : (
        <p>
          {tokens
            ? 'The server gave none: at the end of the access token the person has to sign in again.'
            : 'The device holds none.'}
        </p>
      )}
      {newest && newest.number > 1 && (
        <p>
          Last rotated at {timeOf(newest.at)}, by request {newest.exchange}.
        </p>
      )}
      {generations.length > 0 && (
        <>
          <h4>All tokens of this login, by fingerprint</h4>
          <ol className="generations">{generations.map(item)}</ol>
          {families.length > 1 && <p className="quiet">{earlier(families.length - 1)}</p>}
        </>
      )}
    </section>
  )

  function item({ number, at, exchange, accessToken, refreshToken, isKept }: Generation): ReactElement {
    return (
      <li key={exchange}>
        <p>
          <strong>Generation {number}</strong>{' '}
          <span className="quiet">
            {timeOf(at)}, request {exchange}
          </span>
        </p>
        <p className={`fate-${refreshToken?.fate ?? 'current'}`}>
          Refresh token{' '}
          {refreshToken ? (
            <>
              <code>{fingerprintOf(refreshToken.value)}</code> {isKept ? 'the same as before, ' : ''}
              {FATES[refreshToken.fate]}
            </>
          ) : (
            'none'
          )}
        </p>
        <p className={`fate-${accessToken.fate}`}>
          Access token <code>{fingerprintOf(accessToken.value)}</code>{' '}
          {accessToken.fate === 'replaced' ? 'replaced: it may work until it expires' : FATES[accessToken.fate]}
        </p>
      </li>
    )
  }
}

function timeOf(at: number): string {
  return `${new Date(at).toISOString().slice(11, 19)} UTC`
}

function earlier(count: number): string {
  return count === 1
    ? 'There was one login before; its tokens are not listed.'
    : `There were ${count} logins before; their tokens are not listed.`
}
