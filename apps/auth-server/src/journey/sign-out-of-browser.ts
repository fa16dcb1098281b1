import type { Interaction, Provider } from 'oidc-provider'
import type { Context } from '../context.ts'

/** The person wants to be someone else: forgets who this browser is and shows the device's code again, which is made good once more. */
export async function signOutOfBrowser(ctx: Context, provider: Provider, interaction: Interaction): Promise<void> {
  const code = await provider.DeviceCode.find(interaction.deviceCode ?? '')
  const session = await provider.Session.findByUid(interaction.session?.uid ?? '')
  await session?.destroy()
  await interaction.destroy()
  if (code) {
    code.inFlight = false
    await code.save()
  }
  ctx.redirect(code ? `/device?user_code=${code.userCode}` : '/device')
  ctx.status = 303
}
