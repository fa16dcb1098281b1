import { html } from '../html.ts'
import { layout } from './layout.ts'

interface Confirm {
  xsrf: string
  userCode: string
  clientName: string
  /** The network address of the device; `undefined` when unknown. */
  address: string | undefined
}

/** The person compares the code and says that it is their own device (RFC 8628 §3.3.1, §5.4). */
export function confirmPage({ xsrf, userCode, clientName, address }: Confirm): string {
  return layout({
    id: 'confirm',
    title: 'Is this your device?',
    content: html`<h1>Is this your device?</h1>
      <p>Compare this code with the one on the device:</p>
      <p class="code">${userCode}</p>
      <dl>
        <div>
          <dt>Asked by</dt>
          <dd><bdi>${clientName}</bdi></dd>
        </div>
        ${
          address &&
          html`<div>
            <dt>From</dt>
            <dd>${address}</dd>
          </div>`
        }
      </dl>
      <p>
        <strong>Only continue if you started this on the device in front of you.</strong> If someone sent you the code
        or this link, say no.
      </p>
      <form method="post" action="/device">
        <input type="hidden" name="xsrf" value="${xsrf}" />
        <input type="hidden" name="user_code" value="${userCode}" />
        <div class="buttons">
          <button type="submit" name="confirm" value="yes">Yes, it is my device</button>
          <button type="submit" name="abort" value="yes" class="second">No, it is not</button>
        </div>
      </form>`,
  })
}
