# The application image, and the proxy's (target: proxy). docker-compose.yml puts them together.

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM python:3.13-slim-bookworm AS environment
RUN python -m venv /venv
COPY requirements.txt .
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM environment AS static
WORKDIR /app
COPY . .
COPY --from=packages /app/node_modules node_modules
# The key signs nothing here: no session, no database.
RUN /venv/bin/pybabel compile --directory locale --domain django \
    && SECRET_KEY=unused STATIC_ROOT=/app/staticfiles /venv/bin/python manage.py collectstatic --noinput

FROM caddy:2-alpine AS proxy
RUN adduser -D -H -u 10002 proxy && chown -R proxy /data /config
COPY deploy/Caddyfile /etc/caddy/Caddyfile
USER 10002

FROM python:3.13-slim-bookworm AS app
ENV PATH=/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OPS_TRACKER_DATA=/data \
    STATIC_ROOT=/app/staticfiles \
    WEB_THREADS=8
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin ops-tracker \
    && install --directory --owner ops-tracker /data
WORKDIR /app
COPY --from=environment /venv /venv
COPY . .
RUN pybabel compile -D django -d locale
COPY --from=static /app/staticfiles staticfiles
COPY --from=static /app/locale locale
# Reference data: load_reference reads the sea ports from here.
COPY --from=packages /app/node_modules/sea-ports node_modules/sea-ports
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["granian", "ops_tracker.asgi:application", "--interface", "asgi", "--no-ws", "--host", "0.0.0.0", \
     "--port", "8000", "--workers", "2", "--backlog", "2048", "--backpressure", "4096", "--respawn-failed-workers"]
