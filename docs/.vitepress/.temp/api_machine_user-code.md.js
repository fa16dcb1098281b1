import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"@device-flow/machine/user-code","description":"","frontmatter":{},"headers":[],"relativePath":"api/machine/user-code.md","filePath":"docs/api/machine/user-code.md"}');
const _sfc_main = { name: "api/machine/user-code.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="device-flowmachineuser-code" tabindex="-1">@device-flow/machine/user-code <a class="header-anchor" href="#device-flowmachineuser-code" aria-label="Permalink to &quot;@device-flow/machine/user-code&quot;">​</a></h1><h2 id="references" tabindex="-1">References <a class="header-anchor" href="#references" aria-label="Permalink to &quot;References&quot;">​</a></h2><h3 id="codegroup" tabindex="-1">CodeGroup <a class="header-anchor" href="#codegroup" aria-label="Permalink to &quot;CodeGroup {#codegroup}&quot;">​</a></h3><p>Re-exports <a href="/api/machine.html#codegroup">CodeGroup</a></p><hr><h3 id="groupusercode" tabindex="-1">groupUserCode <a class="header-anchor" href="#groupusercode" aria-label="Permalink to &quot;groupUserCode {#groupusercode}&quot;">​</a></h3><p>Re-exports <a href="/api/machine.html#groupusercode">groupUserCode</a></p><hr><h3 id="spellingwords" tabindex="-1">SpellingWords <a class="header-anchor" href="#spellingwords" aria-label="Permalink to &quot;SpellingWords {#spellingwords}&quot;">​</a></h3><p>Re-exports <a href="/api/machine.html#spellingwords">SpellingWords</a></p><hr><h3 id="spellusercode" tabindex="-1">spellUserCode <a class="header-anchor" href="#spellusercode" aria-label="Permalink to &quot;spellUserCode {#spellusercode}&quot;">​</a></h3><p>Re-exports <a href="/api/machine.html#spellusercode">spellUserCode</a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/api/machine/user-code.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const userCode = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  userCode as default
};
