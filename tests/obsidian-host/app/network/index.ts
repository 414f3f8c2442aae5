export { createNodeRequire } from "./node-http";
export { request, requestUrl } from "./request-url";
