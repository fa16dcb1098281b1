import type { ReactElement } from 'react'

const ROKU_POST = `function post(url as String, body as String) as Dynamic      ' in a Task: see below
  port = CreateObject("roMessagePort")
  request = CreateObject("roUrlTransfer")                     ' one object, one request
  request.SetUrl(url)
  request.SetMessagePort(port)
  request.SetCertificatesFile("common:/certs/ca-bundle.crt")  ' https needs it
  request.RetainBodyOnError(true)                             ' “not yet” comes as an error
  request.AddHeader("Content-Type", "application/x-www-form-urlencoded")
  request.AddHeader("Accept", "application/json")
  if not request.AsyncPostFromString(body) then return invalid
  event = wait(10000, port)                                   ' the time-out, in milliseconds
  if event = invalid then
    request.AsyncCancel()
    return invalid
  end if
  return {
    status: event.GetResponseCode(),                          ' below 0: no answer came
    headers: event.GetResponseHeaders(),
    json: ParseJson(event.GetString())                        ' invalid for HTML
  }
end function`

/** The calls that the rules need, where a platform has its own. */
export function Platforms(): ReactElement {
  return (
    <section id="platforms">
      <h2>The calls of each platform</h2>
      <h3>Roku</h3>
      <pre className="pseudo" tabIndex={0} aria-label="A request on Roku">
        {ROKU_POST}
      </pre>
      <ul>
        <li>
          Run it in a Task node. The render thread must not wait: an app that blocks it for 10 seconds is ended (
          <a href="https://developer.roku.com/docs/developer-program/core-concepts/threads.md">
            Roku: SceneGraph threads
          </a>
          ). Encode each value of <code>body</code> by <code>request.Escape(value)</code>.
        </li>
        <li>
          Roku says that the certificates <em>must</em> be set before an https request (
          <a href="https://developer.roku.com/dev/docs/rourltransfer">roUrlTransfer</a>), and that a transfer stops when
          its object is no longer referenced (
          <a href="https://developer.roku.com/dev/docs/ifurltransfer">ifUrlTransfer</a>
          ).
        </li>
        <li>
          Time: <code>roTimespan</code> measures durations, <code>roDateTime</code> has the wall clock. We know of no
          text that says whether a roTimespan goes on in standby. To be checked on a device; until then, let the wall
          clock decide after a wake-up.
        </li>
        <li>
          QR code: we know of no component that draws one. Bring a BrightScript library, or a picture from your own
          server. No service of somebody else: <code>verification_uri_complete</code> has the code in it.
        </li>
        <li>
          ID token: see step 5 first, as the signature may not be needed. <code>roRSA</code> verifies one, and takes the
          public key from a file; a key set (JWK) has only its numbers <code>n</code> and <code>e</code>, so that file
          has to be written first. Whether its digest may be <code>sha256</code>, which RS256 needs, is to be checked:
          Roku’s page names sha1, ripemd160 and md5 as common ones (
          <a href="https://developer.roku.com/dev/docs/ifrsa">ifRSA</a>).
        </li>
      </ul>
      <h3>Android TV</h3>
      <ul>
        <li>
          Time that goes on in sleep: <code>SystemClock.elapsedRealtime()</code>; not <code>uptimeMillis()</code> and
          not <code>System.nanoTime()</code>, which stop (
          <a href="https://developer.android.com/reference/android/os/SystemClock">SystemClock</a>).
        </li>
        <li>
          <code>HttpURLConnection</code>: <code>setConnectTimeout</code> and <code>setReadTimeout</code> are endless
          unless they are set, and the body of an error is in <code>getErrorStream()</code>.
        </li>
        <li>No QR code is built in: a library such as ZXing draws one.</li>
      </ul>
      <h3>tvOS</h3>
      <ul>
        <li>
          Time that goes on in sleep: <code>ContinuousClock</code>, from tvOS 16 (
          <a href="https://developer.apple.com/documentation/swift/continuousclock">ContinuousClock</a>). It counts
          within one run of the app; over a restart the wall clock is what there is.
        </li>
        <li>
          A QR code: <code>CIFilter.qrCodeGenerator()</code>, from tvOS 13 (
          <a href="https://developer.apple.com/documentation/coreimage/cifilter-swift.class/qrcodegenerator()">
            Core Image
          </a>
          ). Scale it up without smoothing.
        </li>
        <li>
          <code>URLSession</code> gives the body of an error like any other. Its time-out is 60 seconds by default: set{' '}
          <code>timeoutInterval</code>.
        </li>
      </ul>
    </section>
  )
}
