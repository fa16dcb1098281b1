const _imports_0 = "/assets/inspector.DC_sTefe.png";
export {
  _imports_0 as _
};
