import type { ReactElement } from 'react'

/** Nothing to watch yet, and how to get something. */
export function Waiting(): ReactElement {
  const address = `ws://${window.location.host || '127.0.0.1:PORT'}/login`
  return (
    <section className="waiting">
      <h2>Waiting for a login…</h2>
      <dl>
        <dt>From a terminal</dt>
        <dd>
          <code>device-flow login --inspect-url {address} …</code>
        </dd>
        <dt>From your own code</dt>
        <dd>
          <code>createInspector({`{ transport: webSocketTransport({ url: '${address}' }) }`})</code>
        </dd>
      </dl>
      <p className="quiet">Or open a transcript. It can be dropped here, too.</p>
    </section>
  )
}
