// The real tus client against a served Kamfield. Usage: node upload.mjs '{"scenario": "whole", "endpoint": …}'
// Speaks to the test in lines of JSON: {"event": "progress" | "done" | "failed" | …}.
import { createHash } from "node:crypto";
import { createReadStream, readFileSync } from "node:fs";
import * as tus from "tus-js-client";

const asked = JSON.parse(process.argv[2]);
const content = readFileSync(asked.file);
const say = (event, more = {}) => process.stdout.write(JSON.stringify({ event, ...more }) + "\n");

const usual = {
  endpoint: asked.endpoint,
  chunkSize: asked.chunk,
  retryDelays: asked.retries ?? [200, 500, 1000, 2000, 3000],
  metadata: { attachment_id: asked.attachment, filename: "货架.jpg", filetype: "image/jpeg" },
  headers: { Authorization: `Bearer ${asked.token}` },
  urlStorage: asked.storage ? new tus.FileUrlStorage(asked.storage) : undefined,
  storeFingerprintForResuming: Boolean(asked.storage),
  uploadDataDuringCreation: Boolean(asked.together),
};

// `watch` sees each accepted chunk and may end the waiting; `begin` may start in another way.
function upload({ watch = () => {}, begin = (one) => one.start(), ...options } = {}) {
  return new Promise((done) => {
    const source = asked.storage ? createReadStream(asked.file) : content;
    const one = new tus.Upload(source, {
      ...usual,
      ...options,
      onChunkComplete: (_size, accepted) => {
        say("progress", { accepted });
        watch(one, accepted, done);
      },
      onSuccess: () => done({ url: one.url }),
      onError: (error) => done({ url: one.url, status: error.originalResponse?.getStatus() ?? 0, text: String(error) }),
    });
    begin(one, done);
  });
}

function withChecksum(damaged) {
  return (request) => {
    if (request.getMethod() !== "PATCH") return;
    const offset = Number(request.getHeader("Upload-Offset"));
    const part = content.subarray(offset, offset + asked.chunk);
    const digest = createHash("sha256").update(damaged ? part.subarray(1) : part).digest("base64");
    request.setHeader("Upload-Checksum", `sha256 ${digest}`);
  };
}

const scenarios = {
  whole: () => upload(),
  checked: () => upload({ onBeforeRequest: withChecksum(false) }),
  damaged: () => upload({ onBeforeRequest: withChecksum(true), retryDelays: null }),
  // Paused for good; later a new client finds the upload again and goes on with it.
  paused: async () => {
    const first = await upload({
      watch: (one, accepted, done) => {
        if (accepted > content.length / 3) one.abort().then(() => done({ url: one.url }));
      },
    });
    const second = await upload({
      begin: (one) =>
        one.findPreviousUploads().then(([known]) => {
          one.resumeFromPreviousUpload(known);
          one.start();
        }),
    });
    return { ...second, first: first.url };
  },
  ended: () => upload({ watch: (one, _accepted, done) => one.abort(true).then(() => done({ url: one.url })) }),
};

const outcome = await scenarios[asked.scenario]();
say(outcome.status === undefined ? "done" : "failed", outcome);
process.exit(0);
