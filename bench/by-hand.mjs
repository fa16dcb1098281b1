// A device login in 20 lines that check nothing: what the others are measured by.
export const DEVICE_CODE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** Signs in at these endpoints, and resolves to the access token. */
export async function loop({ device_authorization_endpoint, token_endpoint }, onCode = () => {}) {
  const { device_code, user_code, interval } = await post(device_authorization_endpoint, {
    client_id: 'tv',
    scope: 'api',
  })
  onCode(user_code)
  let wait = interval * 1000
  for (;;) {
    await sleep(wait)
    const answer = await post(token_endpoint, { client_id: 'tv', device_code, grant_type: DEVICE_CODE_GRANT })
    if (answer.access_token) return answer.access_token
    if (answer.error === 'slow_down') wait += 5_000
    else if (answer.error !== 'authorization_pending') throw new Error(answer.error)
  }
}

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** The JSON that is answered to this form. */
export async function post(url, form) {
  return (await fetch(url, { method: 'POST', body: new URLSearchParams(form) })).json()
}

/** A login of each of those who do this job, by their names, in the order in which they are told. */
export function byPeer({ byHand, xstate, oauth4webapi, openidClient, octokit, msal, deviceFlow }) {
  return {
    'a loop of 20 lines': byHand,
    'xstate alone': xstate,
    oauth4webapi,
    'openid-client': openidClient,
    octokit,
    'msal-node': msal,
    'device-flow': deviceFlow,
  }
}
