import type { ReactElement } from 'react'
import { Wide } from './wide.tsx'

/** Where each platform keeps what is secret. */
export function TokenStorage(): ReactElement {
  return (
    <section id="tokens">
      <h2>Where tokens belong</h2>
      <Wide className="table" label="Where each platform keeps tokens">
        <table>
          <thead>
            <tr>
              <th scope="col">Platform</th>
              <th scope="col">Keep them in</th>
              <th scope="col">Mind</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">tvOS</th>
              <td>
                Keychain, as a generic password with <code>kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly</code>
              </td>
              <td>
                Not UserDefaults. An item may outlive the app: at the first start of a new installation, delete what is
                left. With several users on one Apple TV, decide whose session it is.
              </td>
            </tr>
            <tr>
              <th scope="row">Android TV</th>
              <td>A file or DataStore, encrypted (AES-GCM, by Tink for example) with a key of the Android Keystore</td>
              <td>
                EncryptedSharedPreferences of Jetpack Security is deprecated. Leave the file out of backups: elsewhere
                the key is missing. A key may be lost: take that as signed out, and do not crash.
              </td>
            </tr>
            <tr>
              <th scope="row">Roku</th>
              <td>
                The registry: <code>roRegistrySection</code>, and <code>Flush()</code> after each write
              </td>
              <td>
                32 KB for an app: the tokens, and little else. Apps that are packaged with one developer ID share it:
                name the section well. It goes when the app is uninstalled.
              </td>
            </tr>
          </tbody>
        </table>
      </Wide>
      <ul>
        <li>
          Keep the pending login, too: device code, interval, and when it ends. After a restart, poll on with the same
          code.
        </li>
        <li>Write the new refresh token before you use the new access token: a crash in between must not lose it.</li>
        <li>Write in one piece, or not at all. What cannot be read is “signed out”, and never a crash at start.</li>
      </ul>
    </section>
  )
}
