# One image for web and workers; the command chooses which.
FROM node:24-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 THIRTY3_DATA=/data
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
COPY src src
COPY workers workers
COPY migrations migrations
COPY fixtures fixtures
COPY LICENSE ./
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/cli.ts", "web"]
