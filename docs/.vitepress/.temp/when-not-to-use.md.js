import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"When not to use this flow","description":"","frontmatter":{},"headers":[],"relativePath":"when-not-to-use.md","filePath":"docs/when-not-to-use.md"}');
const _sfc_main = { name: "when-not-to-use.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="when-not-to-use-this-flow" tabindex="-1">When not to use this flow <a class="header-anchor" href="#when-not-to-use-this-flow" aria-label="Permalink to &quot;When not to use this flow&quot;">​</a></h1><p>The device flow is for things <strong>without a comfortable keyboard or browser</strong>: a TV, a console, a kiosk, a headless box, a terminal over SSH. It has a price: whoever types the code approves a device that they cannot see. RFC 8628 §5.4 calls the attack remote phishing, and RFC 10027 (&quot;Security of Cross-Device Flows&quot;) says that you <strong>must</strong> weigh it, and should take another flow if the risk remains.</p><table tabindex="0"><thead><tr><th>You have</th><th>Take instead</th></tr></thead><tbody><tr><td>a browser on the same device (desktop app, local CLI)</td><td>authorization code with PKCE and a loopback redirect (RFC 8252). RFC 10027: &quot;Do not use for same-device scenarios&quot;</td></tr><tr><td>a phone app</td><td>authorization code with PKCE in the system browser</td></tr><tr><td>a server that acts for itself</td><td>client credentials</td></tr><tr><td>a high-value action (payments, admin rights)</td><td>a flow with proximity, such as passkeys over Bluetooth, or step-up in a browser</td></tr><tr><td>a screen that strangers share, with your own users&#39; devices near by</td><td>CIBA, or a push to a known device</td></tr></tbody></table><p>If you do use it:</p><ul><li>Ask for few scopes, and for short-lived tokens with rotating refresh tokens.</li><li>Show which app and device is asking, and tell people to go on only if they started it themselves.</li><li>Don&#39;t start a login by yourself: wait for a person (RFC 8628 §3.1). This software never does.</li><li>Don&#39;t hide the code behind the QR code: it must be shown (RFC 8628 §3.3.1), so that the person can compare.</li><li><code>device-flow login --open</code> opens a browser on this very device. It is there for convenience, and off unless you ask.</li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/when-not-to-use.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const whenNotToUse = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  whenNotToUse as default
};
