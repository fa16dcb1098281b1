import type { ReactElement } from 'react'

/** Nothing to watch yet, and how to get something. */
export function Waiting(): ReactElement {
  const address = `ws://${window.location.host || '127.0.0.1:PORT'}/login`
  return (
    <section className="waiting">
      <h2>Waiting for a login…</h2>
      <p>
        From a terminal: <code>device-flow login --inspect {address}</code>
      </p>
      <p>
        From your own code: <code>createInspector({`{ transport: webSocketTransport({ url: '${address}' }) }`})</code>
      </p>
    </section>
  )
}
