import type { Interaction, InteractionResults, Provider } from 'oidc-provider'
import { MAX_NAME_CHARS, type Accounts } from './accounts.ts'
import { describeAddress } from './device-pages.ts'
import { grantEverythingAsked, scopesAskedFor } from './consent-grant.ts'
import type { Context, Middleware } from '../context.ts'
import { isFramed } from '../is-framed.ts'
import { readForm } from './form-body.ts'
import type { FormError } from '../pages/alert.ts'
import { consentPage } from '../pages/consent.ts'
import { signInPage } from '../pages/sign-in.ts'
import { startAgainPage } from '../pages/start-again.ts'
import { sendPage } from '../send-page.ts'
import { signOutOfBrowser } from './sign-out-of-browser.ts'

/** Below this path, one segment per journey: oidc-provider sets its cookie for exactly that path. */
export const INTERACTION_PATH = '/interaction'

const NO_NAME: FormError = { summary: 'No name was entered', advice: 'Type any name, for example Ada.' }

/** The pages between the code and the result: who the person is, and what they allow. */
export function interactions(provider: Provider, accounts: Accounts): Middleware {
  async function clientName(interaction: Interaction): Promise<string> {
    const client = await provider.Client.find(String(interaction.params.client_id))
    return client?.clientName ?? String(interaction.params.client_id)
  }

  async function sendSignIn(ctx: Context, interaction: Interaction, status: number, error?: FormError): Promise<void> {
    const details = {
      action: ctx.path,
      clientName: await clientName(interaction),
      longestName: MAX_NAME_CHARS,
      hasFocus: !isFramed(ctx),
    }
    sendPage(ctx, status, signInPage({ ...details, ...(error && { error }) }))
  }

  async function sendConsent(ctx: Context, interaction: Interaction): Promise<void> {
    const person = accounts.find(interaction.session?.accountId ?? '')
    const code = await provider.DeviceCode.find(interaction.deviceCode ?? '')
    const page = consentPage({
      action: ctx.path,
      clientName: await clientName(interaction),
      personName: person?.name ?? '',
      address: describeAddress(code?.deviceInfo?.ip),
      scopes: scopesAskedFor(interaction.prompt),
    })
    sendPage(ctx, 200, page)
  }

  async function goOn(ctx: Context, result: InteractionResults): Promise<void> {
    const returnTo = await provider.interactionResult(ctx.req, ctx.res, result, {
      mergeWithLastSubmission: 'consent' in result,
    })
    ctx.redirect(returnTo)
    ctx.status = 303
  }

  async function submitSignIn(ctx: Context, interaction: Interaction, form: URLSearchParams): Promise<void> {
    const account = accounts.signIn(form.get('name') ?? '')
    if (!account) return sendSignIn(ctx, interaction, 400, NO_NAME)
    await goOn(ctx, { login: { accountId: account.id } })
  }

  async function submitConsent(ctx: Context, interaction: Interaction, form: URLSearchParams): Promise<void> {
    const decision = form.get('decision')
    if (decision === 'switch') return signOutOfBrowser(ctx, provider, interaction)
    if (decision !== 'allow') return goOn(ctx, { error: 'access_denied', error_description: 'the person said no' })
    await goOn(ctx, { consent: { grantId: await grantEverythingAsked(provider, interaction) } })
  }

  return async (ctx, next) => {
    if (!ctx.path.startsWith(`${INTERACTION_PATH}/`)) return void (await next())
    try {
      const interaction = await provider.interactionDetails(ctx.req, ctx.res)
      const isSignIn = interaction.prompt.name === 'login'
      if (ctx.method === 'POST') await (isSignIn ? submitSignIn : submitConsent)(ctx, interaction, await readForm(ctx))
      else await (isSignIn ? sendSignIn(ctx, interaction, 200) : sendConsent(ctx, interaction))
    } catch (error) {
      if (!(error instanceof Error && error.name === 'SessionNotFound')) throw error
      sendPage(ctx, 400, startAgainPage())
    }
  }
}
