import type { ProtectionName } from './chosen-protection.ts'

const KEYRING: Record<string, string> = {
  darwin: 'the macOS keychain',
  win32: 'the Windows Credential Manager',
}

/** Where the key of the records is, for people. */
export const whereKeyIs: Readonly<Record<ProtectionName, string>> = {
  keyring: KEYRING[process.platform] ?? 'the keyring (Secret Service)',
  environment: 'DEVICE_FLOW_KEY',
  keyFile: 'a file beside it that only you can read',
}
