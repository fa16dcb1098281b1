import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"@device-flow/node/network","description":"","frontmatter":{},"headers":[],"relativePath":"api/node/network.md","filePath":"docs/api/node/network.md"}');
const _sfc_main = { name: "api/node/network.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="device-flownodenetwork" tabindex="-1">@device-flow/node/network <a class="header-anchor" href="#device-flownodenetwork" aria-label="Permalink to &quot;@device-flow/node/network&quot;">​</a></h1><h2 id="references" tabindex="-1">References <a class="header-anchor" href="#references" aria-label="Permalink to &quot;References&quot;">​</a></h2><h3 id="dispatchedfetch" tabindex="-1">dispatchedFetch <a class="header-anchor" href="#dispatchedfetch" aria-label="Permalink to &quot;dispatchedFetch {#dispatchedfetch}&quot;">​</a></h3><p>Re-exports <a href="/api/node.html#dispatchedfetch">dispatchedFetch</a></p><hr><h3 id="dispatcher" tabindex="-1">Dispatcher <a class="header-anchor" href="#dispatcher" aria-label="Permalink to &quot;Dispatcher {#dispatcher}&quot;">​</a></h3><p>Re-exports <a href="/api/node.html#dispatcher">Dispatcher</a></p><hr><h3 id="dispatchersource" tabindex="-1">DispatcherSource <a class="header-anchor" href="#dispatchersource" aria-label="Permalink to &quot;DispatcherSource {#dispatchersource}&quot;">​</a></h3><p>Re-exports <a href="/api/node.html#dispatchersource">DispatcherSource</a></p><hr><h3 id="networkdispatcher" tabindex="-1">networkDispatcher <a class="header-anchor" href="#networkdispatcher" aria-label="Permalink to &quot;networkDispatcher {#networkdispatcher}&quot;">​</a></h3><p>Re-exports <a href="/api/node.html#networkdispatcher">networkDispatcher</a></p><hr><h3 id="networkoptions" tabindex="-1">NetworkOptions <a class="header-anchor" href="#networkoptions" aria-label="Permalink to &quot;NetworkOptions {#networkoptions}&quot;">​</a></h3><p>Re-exports <a href="/api/node.html#networkoptions">NetworkOptions</a></p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("docs/api/node/network.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const network = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  network as default
};
