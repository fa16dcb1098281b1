import type { ReactElement } from 'react'

/** A login, as short as it can be and still be right. */
export const PSEUDO_CODE = `function signIn():                                    # because somebody pressed "Sign in"
  asked = now()                                       # goes on while the device sleeps
  code = post(deviceAuthorizationEndpoint, client_id, scope)
  show(code.user_code, code.verification_uri, qr = code.verification_uri_complete or code.verification_uri)
  deadline = asked + code.expires_in
  interval = code.interval or 5
  failures = 0
  retryAfter = 0
  lastReply = now()
  loop:
    wait = max(interval, retryAfter)
    if failures > 0: wait = max(wait, min(60, interval * 2 ^ failures))
    earliest = lastReply + max(interval, retryAfter)
    sleepUntil(max(earliest, min(lastReply + wait, deadline)))          # by both clocks
    if cancelled: return nothing
    isLast = now() >= deadline
    reply = post(tokenEndpoint, grant_type, device_code = code.device_code, client_id, timeout = 10)
    lastReply = now()
    retryAfter = reply.header("Retry-After") or 0
    if reply is 200 with an access_token:
      if cancelled or not idTokenIsGood(reply): revoke(reply); return nothing
      keep(reply)                                     # before anything else uses it
      return reply
    if reply.error is "slow_down": interval = interval + 5; failures = 0
    else if reply.error is "authorization_pending": failures = 0
    else if reply.error and 400 <= reply.status < 500 and reply.status != 429: return problem(reply.error)
    else: failures = failures + 1                     # lost, 5xx, 429, HTML: the login goes on
    if isLast: return problem("expired_token")`

/** The whole loop, for any language. */
export function PseudoCode(): ReactElement {
  return (
    <section id="code">
      <h2>All of it in 30 lines</h2>
      <p>
        In no language, for all of them. Times are seconds; what is not JSON has no <code>error</code>.
      </p>
      <pre className="pseudo" tabIndex={0}>
        {PSEUDO_CODE}
      </pre>
    </section>
  )
}
