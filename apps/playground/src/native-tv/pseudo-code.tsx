import type { ReactElement } from 'react'

/** A login: what a good client does in each case, and no more. It reads as Python. */
export const LOGIN_CODE = `def sign_in():                                   # because somebody pressed "Sign in"
  for pause in [2, 8, 0]:                        # the first request may fail, too: three tries
    asked = now()
    code = post(DEVICE_AUTHORIZATION_ENDPOINT, client_id=CLIENT_ID, scope=SCOPE)
    if code.device_code: break
    if code.error and not says_not_now(code): return problem(code.error)
    if pause == 0: return problem("unreachable")
    sleep(max(pause, retry_after(code)))
    if cancelled(): return None
  show(code.user_code, code.verification_uri, qr=code.verification_uri_complete or code.verification_uri)
  deadline = asked + code.expires_in
  interval = code.interval or 5
  answered, failures, nonsense, nonsense_since, asked_to_wait = now(), 0, 0, 0, 0
  while True:
    polite = max(interval, asked_to_wait)
    if answered + polite > deadline + 10:        # no poll will come before the code is dead
      sleep_until(deadline)
      return problem("expired_token")
    wait = polite
    if failures: wait = max(polite, min(interval * 2 ** failures, max(15, interval * 2)))
    sleep_until(max(answered + polite, min(answered + wait, deadline)))
    if cancelled(): return None
    is_last = now() >= deadline
    reply = post(TOKEN_ENDPOINT, grant_type=DEVICE_CODE, device_code=code.device_code, client_id=CLIENT_ID)
    answered = now()
    asked_to_wait = retry_after(reply)
    if reply.status == 200 and reply.access_token and not reply.error:
      if cancelled(): return revoke(reply)       # pressed while the answer was on its way
      if not id_token_is_good(reply): return revoke(reply) or problem("invalid_id_token")
      return keep(reply)                         # before anything else uses it
    if reply.error == "authorization_pending": failures = nonsense = 0
    elif reply.error == "slow_down":
      failures = nonsense = 0
      interval = interval + 5                    # for good: no answer makes it shorter again
    elif reply.error and not says_not_now(reply):
      return problem(reply.error)                # access_denied, expired_token, invalid_client, ...
    else:                                        # no answer, time-out, 429, 5xx, HTML: the same code goes on
      failures = failures + 1
      is_nonsense = reply.status and not reply.error and not says_not_now(reply)
      nonsense = nonsense + 1 if is_nonsense else 0
      if nonsense == 1: nonsense_since = answered
      if nonsense >= 3 and answered - nonsense_since >= 60: return problem("not_the_server")
    if is_last: return problem("expired_token")

def says_not_now(reply):                         # an error of the moment, whatever stands beside it
  if reply.error: return reply.error in ["temporarily_unavailable", "server_error"]
  return reply.status in [408, 425, 429] or reply.status >= 500

def retry_after(reply):                          # seconds, or a date; 0 where there is none, or it makes no sense
  value = reply.headers.get("Retry-After", "")
  if value.isdigit(): return int(value)
  return max(0, http_date(value) - now()) if http_date(value) else 0`

/** The same for new tokens. */
export const REFRESH_CODE = `def access_token():
  with lock:                                     # one at a time, in all of the app
    tokens = read()                              # another one may have refreshed while this one waited
    if not tokens: return None                   # nobody is signed in
    if tokens.expires_at > now() + 60: return tokens.access_token
    reply = post(TOKEN_ENDPOINT, grant_type="refresh_token", refresh_token=tokens.refresh_token, client_id=CLIENT_ID)
    if reply.status == 200 and reply.access_token and not reply.error:
      return keep(reply, refresh_token=reply.refresh_token or tokens.refresh_token).access_token
    if reply.error == "invalid_grant": return forget(tokens)      # somebody has to sign in again
    if tokens.expires_at > now(): return tokens.access_token      # offline is not signed out
    return problem(reply.error or "unreachable")                  # the session is kept: try again later`

const LEFT_OUT: readonly string[] = [
  'What is yours: post (with a time-out of 30 seconds, and no redirects; what is not JSON has no error and no tokens; no answer has the status 0), show, keep, revoke, forget and the check of the ID token.',
  'The clock: now() is seconds that go on while the device sleeps, and sleep_until looks at the wall clock as well. What is kept over a restart, and the date of a Retry-After, need the wall clock.',
  'A restart: keep the pending login, and begin at the loop with it.',
  'Servers that speak otherwise: a client secret (Google), other names (verification_url), errors with status 200 and the new interval beside slow_down (GitHub), forms where JSON should be.',
  'A giving up before the code is dead: without any network this polls to the end. Our own chart says “offline” after six polls in a row without any answer.',
  'PKCE and DPoP, which bind a login to the device, where the server has them.',
  'A refresh whose answer was lost: the next call asks again with the same refresh token. A strict server ends the session then.',
]

/** The whole loop, for any language; and what is not in it. */
export function PseudoCode(): ReactElement {
  return (
    <section id="code">
      <h2>In pseudo code</h2>
      <h3>A login</h3>
      <pre className="pseudo" tabIndex={0} aria-label="A login in pseudo code">
        {LOGIN_CODE}
      </pre>
      <h3>New tokens</h3>
      <pre className="pseudo" tabIndex={0} aria-label="A refresh in pseudo code">
        {REFRESH_CODE}
      </pre>
      <h3>What this leaves out</h3>
      <ul>
        {LEFT_OUT.map((left) => (
          <li key={left}>{left}</li>
        ))}
      </ul>
    </section>
  )
}
