-- The digest of a record, which is the next one's `previous`. What it is made of has one
-- form; impl/database/audit_trail.py has it, too.
CREATE FUNCTION audit_digest(record audit_events, place bigint, previous bytea)
RETURNS bytea LANGUAGE sql STABLE
RETURN sha256(previous || convert_to(json_build_array(
    place, (record).chain, (record).id,
    (extract(epoch FROM (record).occurred_at) * 1000000)::bigint,
    (record).actor, (record).team_id, (record).api_id, (record).action,
    (record).subject, (record).details, (record).client, (record).request_id
)::text, 'UTF8'));

-- What was recorded before there were links gets them first of all.
CREATE FUNCTION begin_audit_chain(wanted text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
DECLARE
    past audit_events;
    counted bigint := 0;
    latest bytea := sha256(convert_to(wanted, 'UTF8'));
BEGIN
    INSERT INTO audit_chains (chain, last_digest, pruned_digest)
    VALUES (wanted, latest, latest) ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    FOR past IN
        SELECT * FROM audit_events
        WHERE number IS NULL AND coalesce(team_id::text, actor, subject) = wanted
        ORDER BY id
    LOOP
        counted := counted + 1;
        past.chain := wanted;
        latest := audit_digest(past, counted, latest);
        UPDATE audit_events SET chain = wanted, number = counted, digest = latest
        WHERE id = past.id;
    END LOOP;
    UPDATE audit_chains SET last_number = counted, last_digest = latest
    WHERE chain = wanted;
END
$body$;

CREATE FUNCTION link_audit_event()
RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
BEGIN
    NEW.chain := coalesce(NEW.team_id::text, NEW.actor, NEW.subject);
    FOR attempt IN 1 .. 2 LOOP
        UPDATE audit_chains SET
            last_number = last_number + 1,
            last_digest = audit_digest(NEW, last_number + 1, last_digest)
        WHERE chain = NEW.chain
        RETURNING last_number, last_digest INTO NEW.number, NEW.digest;
        EXIT WHEN FOUND;
        PERFORM begin_audit_chain(NEW.chain);
    END LOOP;
    RETURN NEW;
END
$body$;

CREATE FUNCTION unlink_audit_events()
RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
BEGIN
    IF EXISTS (SELECT FROM gone WHERE occurred_at > now() - interval '30 days')
        OR EXISTS (
            SELECT FROM gone LEFT JOIN audit_chains USING (chain)
            GROUP BY chain, pruned_number
            HAVING pruned_number IS NULL OR min(number) <> pruned_number + 1
                OR max(number) <> pruned_number + count(*)
        )
    THEN
        RAISE EXCEPTION 'of audit records only the oldest are deleted, after 30 days'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    UPDATE audit_chains SET pruned_number = latest.number, pruned_digest = latest.digest
    FROM (SELECT DISTINCT ON (chain) * FROM gone ORDER BY chain, number DESC) AS latest
    WHERE audit_chains.chain = latest.chain;
    RETURN NULL;
END
$body$;

CREATE FUNCTION refuse_audit_change()
RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
    RAISE EXCEPTION 'audit records are only ever added' USING
        DETAIL = TG_OP || ' of ' || TG_TABLE_NAME, ERRCODE = 'insufficient_privilege';
END
$body$;

-- Ids begin with their time, so the primary key finds the oldest.
CREATE FUNCTION prune_audit_events(age interval, most int)
RETURNS int LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $body$
DECLARE
    bound CONSTANT uuid := uuidv7(-greatest(age, interval '30 days'));
    counted int;
BEGIN
    WITH oldest AS MATERIALIZED (
        SELECT chain FROM audit_events JOIN audit_chains USING (chain)
        WHERE id < bound AND number = pruned_number + 1 ORDER BY id LIMIT most
    ), held AS MATERIALIZED (
        SELECT chain, pruned_number FROM audit_chains
        WHERE chain IN (SELECT chain FROM oldest)
        ORDER BY chain FOR UPDATE SKIP LOCKED
    ), first AS MATERIALIZED (
        SELECT one.id, bool_and(
            one.id < bound AND one.occurred_at <= now() - interval '30 days'
        ) OVER (PARTITION BY one.chain ORDER BY one.number) AS is_due
        FROM held JOIN audit_events AS one ON one.chain = held.chain
            AND one.number BETWEEN pruned_number + 1 AND pruned_number + most
    )
    DELETE FROM audit_events WHERE id IN (SELECT id FROM first WHERE is_due);
    GET DIAGNOSTICS counted = ROW_COUNT;
    RETURN counted;
END
$body$;

-- Whoever may is named when the service gets a role of its own.
REVOKE EXECUTE ON FUNCTION begin_audit_chain(text), prune_audit_events(interval, int)
    FROM PUBLIC;

CREATE TRIGGER link BEFORE INSERT ON audit_events
    FOR EACH ROW EXECUTE FUNCTION link_audit_event();
CREATE TRIGGER keep BEFORE UPDATE ON audit_events
    FOR EACH ROW WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER keep_all BEFORE TRUNCATE ON audit_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER unlink AFTER DELETE ON audit_events REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION unlink_audit_events();
CREATE TRIGGER keep_all BEFORE DELETE OR TRUNCATE ON audit_chains
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
